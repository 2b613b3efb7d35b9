package dev.vibe.git;

import dev.vibe.git.CheckpointRecord.HeadMove;
import dev.vibe.git.GitStore.Edit;
import dev.vibe.git.GitStore.Head;
import dev.vibe.git.GitStore.IndexLocked;
import dev.vibe.git.GitStore.Restaging;
import dev.vibe.git.GitStore.Staged;
import dev.vibe.git.GitStore.TreeEntry;
import dev.vibe.git.UndoPlan.Commits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Takes back the commits of a run: the branch goes to where it was, and the index with it, but only
 * in the files of those commits and only where the user has staged nothing else. Work tree files
 * are not touched here.
 */
final class HeadUndo {

  private final CheckpointPlace place;

  HeadUndo(CheckpointPlace place) {
    this.place = place;
  }

  /** Newest first. Says what can be done with HEAD as it is now. */
  Commits plan(List<HeadMove> moves) throws IOException {
    if (moves.isEmpty() || place.repositories().isEmpty()) {
      return new Commits.None();
    }
    List<String> ids = moves.stream().map(HeadMove::to).toList();
    HeadMove last = moves.getFirst();
    GitFolders folders = place.repositories().getFirst();
    if (GitConfig.load(place.settings(), folders).isSha256()) {
      return new Commits.Stay(
          ids, "in a SHA-256 repository vibe moves no branch", "git reset --soft " + last.from());
    }
    try (JGitStore store = JGitStore.open(folders, place.settings())) {
      Head now = store.head();
      String start = last.from();
      for (int i = 1; i < moves.size(); i++) {
        if (!moves.get(i).to().equals(start) || !moves.get(i).branch().equals(last.branch())) {
          return stay(ids, "other commits lie between them");
        }
        start = moves.get(i).from();
      }
      if (now.commit().equals(start) && now.branch().equals(last.branch())) {
        Commits.Move staged = new Commits.Move(last.branch(), last.to(), start, ids);
        return isStillStaged(store, staged) ? staged : new Commits.None();
      }
      if (!now.branch().equals(last.branch())) {
        return stay(ids, "another branch is checked out");
      }
      if (!now.commit().equals(last.to())) {
        return stay(ids, "there are later commits");
      }
      if (start.isEmpty()) {
        return new Commits.Stay(
            ids, "it is the first commit of the branch", "git update-ref -d HEAD");
      }
      OngoingWork ongoing = OngoingWork.in(folders.gitDir());
      if (ongoing != OngoingWork.NONE) {
        return stay(ids, ongoing.title() + " is in progress");
      }
      String holder = holder(store.repository(), now, start);
      return holder.isEmpty()
          ? new Commits.Move(last.branch(), last.to(), start, ids)
          : stay(ids, holder + " has it, too");
    }
  }

  /** A commit that was cut off before the branch moved has its files in the index. */
  private static boolean isStillStaged(JGitStore store, Commits.Move move) throws IOException {
    return !move.to().isEmpty()
        && store.repository().getObjectDatabase().has(ObjectId.fromString(move.from()))
        && !restagings(store, move).isEmpty();
  }

  private static Commits stay(List<String> ids, String why) {
    return new Commits.Stay(ids, why, "git revert " + String.join(" ", ids));
  }

  /** Another branch or tag that was made of what would go; pushed commits show as such. */
  private static String holder(Repository repository, Head now, String start) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit from = walk.parseCommit(ObjectId.fromString(now.commit()));
      RevCommit to = walk.parseCommit(ObjectId.fromString(start));
      if (walk.isMergedInto(from, to)) {
        return ""; // nothing goes
      }
    }
    for (Ref ref : repository.getRefDatabase().getRefs()) {
      String name = ref.getName();
      boolean counts =
          name.startsWith("refs/heads/")
              || name.startsWith("refs/remotes/")
              || name.startsWith("refs/tags/");
      ObjectId id = ref.getPeeledObjectId() == null ? ref.getObjectId() : ref.getPeeledObjectId();
      if (counts && !name.equals(now.branch()) && id != null && id.name().equals(now.commit())) {
        return name.replaceFirst("^refs/(heads|remotes|tags)/", "");
      }
    }
    return "";
  }

  /**
   * Moves the index, then the branch, as far as they are not there yet.
   *
   * @return whether it was done; not when HEAD or the index have moved meanwhile
   * @throws IndexLocked when somebody else holds the index
   */
  boolean carryOut(Commits.Move move, Identity.Pair people) throws IOException, IndexLocked {
    try (JGitStore store = JGitStore.open(place.repositories().getFirst(), place.settings())) {
      boolean isBack = store.head().equals(new Head(move.branch(), move.to()));
      if (!isBack && !store.head().equals(new Head(move.branch(), move.from()))) {
        return false;
      }
      List<Restaging> restagings = restagings(store, move);
      if (!store.restage(restagings)) {
        return false;
      }
      boolean moved = isBack;
      try {
        moved =
            isBack
                || store.reset(
                    new Head(move.branch(), move.from()), move.to(), "vibe: undo", people);
      } finally {
        if (!moved) {
          store.restage(restagings.stream().map(HeadUndo::reversed).toList());
        }
      }
      return moved;
    }
  }

  private static Restaging reversed(Restaging restaging) {
    return new Restaging(restaging.path(), staged(restaging.edit()), edit(restaging.expected()));
  }

  private static Staged staged(Edit edit) {
    return switch (edit) {
      case Edit.Put(TreeEntry entry) -> new Staged.File(entry);
      case Edit.Drop() -> new Staged.Nothing();
    };
  }

  private static Edit edit(Staged staged) {
    return switch (staged) {
      case Staged.File(TreeEntry entry) -> new Edit.Put(entry);
      case Staged.Nothing() -> new Edit.Drop();
      case Staged.Conflict() -> throw new IllegalStateException("conflicts are left alone");
    };
  }

  private static List<Restaging> restagings(JGitStore store, Commits.Move move) throws IOException {
    Map<String, Staged> from = new LinkedHashMap<>();
    Map<String, Staged> to = new LinkedHashMap<>();
    try (RevWalk commits = new RevWalk(store.repository());
        TreeWalk walk = new TreeWalk(store.repository())) {
      walk.addTree(commits.parseCommit(ObjectId.fromString(move.from())).getTree());
      walk.addTree(commits.parseCommit(ObjectId.fromString(move.to())).getTree());
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      while (walk.next()) {
        from.put(walk.getPathString(), side(walk, 0));
        to.put(walk.getPathString(), side(walk, 1));
      }
    }
    Map<String, Staged> now = store.staged(from.keySet());
    List<Restaging> restagings = new ArrayList<>();
    for (String path : from.keySet()) {
      Staged staged = now.getOrDefault(path, new Staged.Nothing());
      if (staged.equals(to.get(path))) {
        continue;
      }
      if (staged.equals(from.get(path))) {
        restagings.add(new Restaging(path, staged, edit(to.getOrDefault(path, staged))));
      } else {
        merged(store, staged, from.getOrDefault(path, staged), to.getOrDefault(path, staged))
            .forEach(next -> restagings.add(new Restaging(path, staged, edit(next))));
      }
    }
    return restagings;
  }

  private static Staged side(TreeWalk walk, int side) {
    TreeEntry entry = CheckpointStore.side(walk, side);
    return entry.mode().equals("000000") ? new Staged.Nothing() : new Staged.File(entry);
  }

  /** The user staged something else on top: that stays, without the run's part; at most one. */
  private static List<Staged> merged(JGitStore store, Staged now, Staged from, Staged to)
      throws IOException {
    if (now instanceof Staged.File(TreeEntry n)
        && from instanceof Staged.File(TreeEntry f)
        && to instanceof Staged.File(TreeEntry t)
        && ThreeWay.merge(state(store, f), state(store, t), state(store, n))
            instanceof ThreeWay.Outcome.Merged(FileState.Held held)) {
      return List.of(
          new Staged.File(new TreeEntry(held.kind().mode(), store.insertBlob(held.bytes()))));
    }
    return List.of();
  }

  private static FileState state(JGitStore store, TreeEntry entry) throws IOException {
    for (FileKind kind : FileKind.values()) {
      if (kind.mode().equals(entry.mode())) {
        return FileState.Held.of(kind, store.blob(entry.id()));
      }
    }
    return new FileState.Unkept(FileKind.REGULAR, -1);
  }
}
