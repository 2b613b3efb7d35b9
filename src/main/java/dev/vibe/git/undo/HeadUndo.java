package dev.vibe.git.undo;

import dev.vibe.git.checkpoint.CheckpointPlace;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.Identity;
import dev.vibe.git.config.OngoingWork;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.ThreeWay;
import dev.vibe.git.store.Edit;
import dev.vibe.git.store.GitProblems;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.IndexLocked;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.NativeStore;
import dev.vibe.git.store.Restaging;
import dev.vibe.git.store.SlotChange;
import dev.vibe.git.store.Staged;
import dev.vibe.git.store.TreeDifference;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.git.undo.UndoPlan.Commits;
import dev.vibe.problem.Problem;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Undo of the commits of a run: the branch goes to where it was, and the index with it, but only in
 * the files of those commits and only where the user has staged nothing else. Work tree files are
 * not touched here.
 */
final class HeadUndo {

  private final CheckpointPlace place;

  HeadUndo(CheckpointPlace place) {
    this.place = place;
  }

  /** Says what can be done with HEAD as it is now. */
  Commits plan(Wanted wanted) throws IOException {
    List<HeadMove> moves = wanted.moves();
    boolean switches = wanted.part() == Wanted.Part.ALL && !wanted.switches().isEmpty();
    if ((moves.isEmpty() && !switches) || place.repositories().isEmpty()) {
      return new Commits.None();
    }
    GitFolders folders = place.repositories().getFirst();
    HeadObjections objections = new HeadObjections(place.settings(), folders, moves);
    if (!moves.isEmpty()) {
      Optional<Commits.Stay> unreadable = objections.toReading();
      if (unreadable.isPresent()) {
        return unreadable.get();
      }
    }
    try (JGitStore store = JGitStore.open(folders, place.settings())) {
      Head now = store.head();
      if (switches) {
        return HeadSwitches.plan(store, wanted, now);
      }
      if (objections.areInOneLine() && now.equals(objections.start())) {
        return new Commits.None();
      }
      Optional<Commits.Stay> stays = objections.toMoving(store.repository(), now);
      return stays.isPresent() ? stays.get() : move(moves);
    }
  }

  private static Commits.Move move(List<HeadMove> newestFirst) {
    HeadMove last = newestFirst.getFirst();
    List<String> ids = newestFirst.stream().map(HeadMove::to).toList();
    return new Commits.Move(last.branch(), last.to(), newestFirst.getLast().from(), ids);
  }

  /**
   * Plans a commit that takes these back, though others were built on them.
   *
   * @throws dev.vibe.problem.VibeException when that cannot be; nothing was changed then
   */
  Commits planRevert(List<HeadMove> moves) throws IOException {
    GitFolders folders = place.repositories().getFirst();
    people(folders);
    OngoingWork ongoing = OngoingWork.in(folders.gitDir());
    if (ongoing != OngoingWork.NONE) {
      throw GitProblems.thrown(UndoProblems.notRevertible(ongoing.title() + " is in progress"));
    }
    String reason = NativeStore.reasonForGit(GitConfig.load(place.settings(), folders), folders);
    if (!reason.isEmpty()) {
      throw GitProblems.thrown(UndoProblems.notRevertible(reason));
    }
    try (JGitStore store = JGitStore.open(folders, place.settings())) {
      return new CommitRevert(store, store.head(), moves).plan();
    }
  }

  /**
   * Makes that commit.
   *
   * @return its name; empty when it was not made because HEAD or the index have moved meanwhile
   * @throws IndexLocked when somebody else holds the index
   */
  String carryOut(Commits.Revert revert, List<HeadMove> moves) throws IOException, IndexLocked {
    GitFolders folders = place.repositories().getFirst();
    Head head = new Head(revert.branch(), revert.head());
    Identity.Pair people = people(folders);
    String commit;
    try (JGitStore store = JGitStore.open(folders, place.settings())) {
      commit = new CommitRevert(store, head, moves).insert(people);
    }
    Commits.Move move = new Commits.Move(head.branch(), head.commit(), commit, revert.ids());
    return revertWith(move, people) ? commit : "";
  }

  /** Whose commit it is; as with any commit, nobody is made up. */
  private Identity.Pair people(GitFolders folders) throws IOException {
    return switch (Identity.find(GitConfig.load(place.settings(), folders), place.settings())) {
      case Identity.Found.Known(Identity.Pair people) -> people;
      case Identity.Found.Missing(Problem problem) -> throw GitProblems.thrown(problem);
    };
  }

  /**
   * Moves the index, then HEAD, as far as they are not there yet.
   *
   * @return whether it was done; not when HEAD or the index have moved meanwhile
   * @throws IndexLocked when somebody else holds the index
   */
  boolean carryOut(Commits commits, List<SlotChange> index) throws IOException, IndexLocked {
    try (JGitStore store = JGitStore.open(place.repositories().getFirst(), place.settings())) {
      if (!index.isEmpty() && !store.restore(index)) {
        return false;
      }
      boolean moved = false;
      try {
        moved = moveHead(store, commits);
      } finally {
        if (!moved && !index.isEmpty()) {
          store.restore(index.stream().map(SlotChange::reversed).toList());
        }
      }
      return moved;
    }
  }

  private boolean moveHead(JGitStore store, Commits commits) throws IOException {
    return switch (commits) {
      case Commits.Move move -> {
        Head from = new Head(move.branch(), move.from());
        Identity vibe =
            new Identity("vibe", "vibe@localhost", ZonedDateTime.now(place.settings().clock()));
        Identity.Pair people = new Identity.Pair(vibe, vibe);
        yield store.head().equals(new Head(move.branch(), move.to()))
            || (move.to().isEmpty()
                ? store.unbear(from)
                : store.reset(from, move.to(), "vibe: undo", people));
      }
      case Commits.Switch back ->
          store.head().equals(back.to()) || store.attach(back.from(), back.to());
      case Commits.None() -> true;
      case Commits.Stay stay -> true;
      case Commits.Revert revert -> true;
      case Commits.Barrier barrier -> false;
    };
  }

  private boolean revertWith(Commits.Move move, Identity.Pair people)
      throws IOException, IndexLocked {
    try (JGitStore store = JGitStore.open(place.repositories().getFirst(), place.settings())) {
      Head from = new Head(move.branch(), move.from());
      if (!store.head().equals(from)) {
        return false;
      }
      List<Restaging> restagings = restagings(store, move);
      if (!store.restage(restagings)) {
        return false;
      }
      boolean moved = false;
      try {
        moved = store.reset(from, move.to(), "revert: vibe undo", people);
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
    for (TreeDifference change : store.differences(move.from(), move.to())) {
      from.put(change.path(), staged(change.before()));
      to.put(change.path(), staged(change.after()));
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

  private static Staged staged(TreeEntry entry) {
    return entry.equals(TreeEntry.ABSENT) ? new Staged.Nothing() : new Staged.File(entry);
  }

  /** The user staged something else on top: that stays, without the run's part; at most one. */
  private static List<Staged> merged(JGitStore store, Staged now, Staged from, Staged to)
      throws IOException {
    if (now instanceof Staged.File(TreeEntry n)
        && from instanceof Staged.File(TreeEntry f)
        && to instanceof Staged.File(TreeEntry t)
        && ThreeWay.merge(store.state(f), store.state(t), store.state(n))
            instanceof ThreeWay.Outcome.Merged(FileState.Held held)) {
      return List.of(
          new Staged.File(new TreeEntry(held.kind().mode(), store.insertBlob(held.bytes()))));
    }
    return List.of();
  }
}
