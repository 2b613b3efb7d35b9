package dev.vibe.git.commit;

import dev.vibe.git.commit.CommitOutcome.Skipped;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.FileState.Unkept;
import dev.vibe.git.file.LineCount;
import dev.vibe.git.file.PathAttributes;
import dev.vibe.git.file.ThreeWay;
import dev.vibe.git.store.Edit;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.Restaging;
import dev.vibe.git.store.Staged;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.workspace.IgnoreRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Planner of a commit: works out, file by file, the content that holds the run's change and nothing
 * else.
 *
 * <p>With B the file without what of the run is uncommitted, A the file with it, H in HEAD and I in
 * the index but for what the run staged: the commit gets H with the change from B to A, and the
 * index gets I with the same change. If either does not go together line by line, the file is left
 * out. A file that the run moved goes on, at its new place, from what HEAD and the index hold at
 * the old one.
 */
final class CommitPlanner {

  private final GitStore store;
  private final GitConfig config;
  private final GitFolders folders;
  private final CommitObstacles obstacles;
  private final Blobs blobs;

  /** Where the contents of the commit go. */
  @FunctionalInterface
  private interface Blobs {

    /** Gives the name of the object. */
    String insert(byte[] bytes) throws IOException;
  }

  private CommitPlanner(
      GitStore store, GitConfig config, GitFolders folders, IgnoreRules rulesOfTop, Blobs blobs) {
    this.store = store;
    this.config = config;
    this.folders = folders;
    this.obstacles = new CommitObstacles(config, folders, rulesOfTop);
    this.blobs = blobs;
  }

  /**
   * A planner for one commit; the plan's contents are written into the repository.
   *
   * @param rulesOfTop ignore rules of the top of the work tree
   */
  CommitPlanner(GitStore store, GitConfig config, GitFolders folders, IgnoreRules rulesOfTop) {
    this(store, config, folders, rulesOfTop, store::insertBlob);
  }

  /** A planner of a commit that is only looked at: writes nothing, and names no content. */
  static CommitPlanner tentative(
      GitStore store, GitConfig config, GitFolders folders, IgnoreRules rulesOfTop) {
    return new CommitPlanner(store, config, folders, rulesOfTop, bytes -> "0".repeat(40));
  }

  private final List<CommitPlan.Item> items = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();
  private final AddedSecrets added = new AddedSecrets();
  private boolean resolves;

  /** The same where conflicts count as resolved by what the files hold. */
  CommitPlan resolving(Head head, List<ChangedFile> pending) throws IOException {
    resolves = true;
    return plan(head, pending);
  }

  CommitPlan plan(Head head, List<ChangedFile> pending) throws IOException {
    Map<String, ChangedFile> byPath = new LinkedHashMap<>();
    for (ChangedFile file : pending) {
      if (file.path().absolute().startsWith(folders.worktree())) {
        byPath.put(folders.relative(file.path().absolute()), file);
      } else {
        skip(file, "it lies outside of this repository");
      }
    }
    Set<String> paths = new LinkedHashSet<>(byPath.keySet());
    Set<String> movedOn =
        byPath.values().stream()
            .filter(file -> file.isMoved() && file.after() instanceof Held)
            .map(this::origin)
            .collect(Collectors.toSet());
    byPath.values().forEach(file -> paths.add(origin(file)));
    Set<String> withFolders = new LinkedHashSet<>();
    paths.forEach(path -> withFolders.addAll(CommitPlace.andItsFolders(path)));
    Map<String, TreeEntry> inHead = store.committed(head, withFolders);
    Map<String, Staged> staged = store.staged(paths);
    Map<String, PathAttributes> attributes = store.attributes(byPath.keySet());
    for (Map.Entry<String, ChangedFile> entry : byPath.entrySet()) {
      String path = entry.getKey();
      ChangedFile file = entry.getValue();
      if (!file.link().isEmpty()) {
        link(path, file, inHead, staged);
        continue;
      }
      CommitPlace place =
          new CommitPlace(
              path,
              inHead,
              staged.getOrDefault(path, new Staged.Nothing()),
              attributes.getOrDefault(path, PathAttributes.NONE));
      String obstacle = obstacles.of(file, place);
      if (!obstacle.isEmpty()) {
        skip(file, obstacle);
      } else if (place.staged() instanceof Staged.Conflict && !resolves) {
        skip(file, "it has an unresolved conflict");
      } else if (!goesWithAnother(path, file, byPath, movedOn)) {
        if (file.origin().movedTo().isPresent()) {
          leave(path, byPath, inHead, staged);
        } else if (decide(file, place) && file.isMoved()) {
          leave(origin(file), byPath, inHead, staged);
        }
      }
    }
    return new CommitPlan(items, skipped, added);
  }

  /** A submodule that is at another commit. */
  private void link(
      String path, ChangedFile file, Map<String, TreeEntry> inHead, Map<String, Staged> staged) {
    Staged now = staged.getOrDefault(path, new Staged.Nothing());
    TreeEntry then = new TreeEntry(TreeEntry.SUBMODULE, file.link());
    boolean isUsers =
        !now.equals(new Staged.File(then))
            && !now.equals(new Staged.File(inHead.getOrDefault(path, TreeEntry.ABSENT)));
    if (isUsers) {
      skip(file, "you staged another commit of this submodule");
      return;
    }
    Edit edit = new Edit.Put(then);
    items.add(
        new CommitPlan.Item(
            file,
            path,
            edit,
            new Restaging(path, now, edit),
            new Restaging(path, new Staged.File(then), edit(now)),
            LineCount.between(file.base(), file.after())));
  }

  /** Where the content comes from that the file goes on from. */
  private String origin(ChangedFile file) {
    return folders.relative(file.origin().committedAs().absolute());
  }

  /**
   * It was moved: the new place is decided, and this one is left with it.
   *
   * @param movedOn what the moved files of the plan were before
   */
  private boolean goesWithAnother(
      String path, ChangedFile file, Map<String, ChangedFile> byPath, Set<String> movedOn) {
    return file.after() instanceof Absent
        && (movedOn.contains(path)
            || file.origin()
                .movedTo()
                .filter(to -> byPath.containsKey(folders.relative(to.absolute())))
                .isPresent());
  }

  /** The old place of a file that was moved, if it is one that the run left. */
  private void leave(
      String path,
      Map<String, ChangedFile> byPath,
      Map<String, TreeEntry> inHead,
      Map<String, Staged> staged)
      throws IOException {
    ChangedFile file = byPath.get(path);
    if (file == null || !(file.after() instanceof Absent)) {
      return; // it was copied
    }
    Staged now = staged.getOrDefault(path, new Staged.Nothing());
    Staged gone = new Staged.Nothing();
    TreeEntry entry = inHead.getOrDefault(path, TreeEntry.ABSENT);
    items.add(
        new CommitPlan.Item(
            file,
            path,
            new Edit.Drop(),
            new Restaging(path, now, new Edit.Drop()),
            new Restaging(path, gone, edit(now)),
            entry.equals(TreeEntry.ABSENT)
                ? LineCount.between(new Absent(), new Absent())
                : LineCount.between(held(entry), new Absent())));
  }

  private void skip(ChangedFile file, String reason) {
    skipped.add(new Skipped(file.path().relative(), reason));
  }

  /** Whether there is something of it to commit. */
  private boolean decide(ChangedFile file, CommitPlace place) throws IOException {
    TreeEntry inTree = place.head().get(place.path());
    if (inTree == null && file.isMoved()) {
      inTree = place.head().get(origin(file));
    }
    FileState inHead = inTree == null ? new Absent() : held(inTree);
    Staged stagedByUser = file.origin().stagedByUser().orElse(place.staged());
    FileState inIndex = content(stagedByUser);
    byte[] stored = inIndex instanceof Held held ? held.bytes() : new byte[0];
    ContentCleaner cleaner = new ContentCleaner(store, config, place, inHead, stored);
    FileState after = cleaner.clean(file.after(), file.after());
    if (place.staged() instanceof Staged.Conflict) {
      resolve(file, place, inHead, after);
      return true;
    }
    ThreeWay.Outcome commit = ThreeWay.merge(cleaner.base(file, inHead), inHead, after);
    FileState base = cleaner.base(file, inIndex);
    ThreeWay.Outcome stage = ThreeWay.merge(base, inIndex, after);
    if (stage instanceof ThreeWay.Outcome.Conflict) {
      boolean isClean =
          place
              .staged()
              .equals(StagedMerge.of(Objects.requireNonNullElse(inTree, TreeEntry.ABSENT)));
      stage =
          isClean // what the user had staged is in a stash by now, or was taken back
              ? commit
              : onTheWay(file, inHead, inIndex, commit, new ThreeWay.Outcome.Merged(after));
    }
    if (commit instanceof ThreeWay.Outcome.Merged(FileState next)
        && stage instanceof ThreeWay.Outcome.Merged(FileState nextInIndex)) {
      if (next.sameAs(inHead) && !file.isMoved()) {
        return false;
      }
      if (next instanceof Absent && inHead instanceof Absent) {
        skip(file, conflict(file, inHead, commit));
        return false;
      }
      added.add(place.path(), inHead, next);
      Staged then =
          nextInIndex.sameAs(inIndex) && !file.isMoved() ? stagedByUser : staged(nextInIndex);
      items.add(
          new CommitPlan.Item(
              file,
              place.path(),
              edit(staged(next)),
              new Restaging(place.path(), place.staged(), edit(then)),
              new Restaging(place.path(), then, edit(place.staged())),
              LineCount.between(inHead, next)));
      return true;
    }
    skip(file, conflict(file, inHead, commit));
    return false;
  }

  /**
   * What becomes of an index that holds lines of the run as they once were. Without any of the
   * user's it is what is committed; with some, all is.
   */
  private static ThreeWay.Outcome onTheWay(
      ChangedFile file,
      FileState inHead,
      FileState inIndex,
      ThreeWay.Outcome commit,
      ThreeWay.Outcome whole) {
    KnownLines ours = KnownLines.of(inHead).and(file.origin().written());
    if (ours.hold(inIndex)) {
      return commit;
    }
    boolean isKnown = KnownLines.of(file.base(), file.after()).and(ours).hold(inIndex);
    return isKnown ? whole : new ThreeWay.Outcome.Conflict();
  }

  /** The sides of a conflict cannot be put back: what resolves it stays staged. */
  private void resolve(ChangedFile file, CommitPlace place, FileState inHead, FileState after)
      throws IOException {
    Edit edit = edit(staged(after));
    Restaging restaging = new Restaging(place.path(), place.staged(), edit);
    Restaging kept = new Restaging(place.path(), restaging.left(), edit);
    items.add(
        new CommitPlan.Item(
            file, place.path(), edit, restaging, kept, LineCount.between(inHead, after)));
  }

  private static String conflict(ChangedFile file, FileState inHead, ThreeWay.Outcome commit) {
    if (inHead instanceof Absent && file.base() instanceof Held) {
      return "it was there before the run but in no commit yet, so the run's change cannot be told"
          + " from yours";
    }
    return commit instanceof ThreeWay.Outcome.Conflict
        ? "your uncommitted changes and the run's are in the same lines"
        : "your staged changes and the run's are in the same lines";
  }

  private FileState content(Staged staged) throws IOException {
    return staged instanceof Staged.File(TreeEntry entry) ? held(entry) : new Absent();
  }

  private FileState held(TreeEntry entry) throws IOException {
    for (FileKind kind : FileKind.values()) {
      if (kind.mode().equals(entry.mode())) {
        return Held.of(kind, store.blob(entry.id()));
      }
    }
    throw new IOException("a file of mode " + entry.mode() + " cannot be committed");
  }

  private Staged staged(FileState state) throws IOException {
    return switch (state) {
      case Absent() -> new Staged.Nothing();
      case Held held ->
          new Staged.File(new TreeEntry(held.kind().mode(), blobs.insert(held.bytes())));
      case Unkept unkept -> throw new IllegalStateException("only what was kept is merged");
    };
  }

  private static Edit edit(Staged staged) {
    return switch (staged) {
      case Staged.Nothing() -> new Edit.Drop();
      case Staged.File(TreeEntry entry) -> new Edit.Put(entry);
      case Staged.Conflict() -> throw new IllegalStateException("conflicts are left alone");
    };
  }
}
