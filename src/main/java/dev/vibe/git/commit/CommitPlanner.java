package dev.vibe.git.commit;

import dev.vibe.git.commit.CommitOutcome.Skipped;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.NativeFilters;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.FileState.Unkept;
import dev.vibe.git.file.LineCount;
import dev.vibe.git.file.LineEndings;
import dev.vibe.git.file.PathAttributes;
import dev.vibe.git.file.ThreeWay;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.GitStore.Edit;
import dev.vibe.git.store.GitStore.Restaging;
import dev.vibe.git.store.GitStore.Staged;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Planner of a commit: works out, file by file, the content that holds the run's change and nothing
 * else.
 *
 * <p>With B before the run, A after it, H in HEAD and I in the index: the commit gets H with the
 * change from B to A, and the index gets I with the same change. Where H or I is a state that the
 * file went through during the run (a command committed or staged it), that state stands for B. If
 * either does not go together line by line, the file is left out.
 */
final class CommitPlanner {

  private static final String FOLDER = "040000";

  private final GitStore store;
  private final GitConfig config;
  private final GitFolders folders;
  private final IgnoreRules rulesOfTop;
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
    this.rulesOfTop = rulesOfTop;
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
  private final List<ChangedFile> settled = new ArrayList<>();
  private final AddedSecrets added = new AddedSecrets();

  CommitPlan plan(GitStore.Head head, List<ChangedFile> pending) throws IOException {
    Map<String, ChangedFile> byPath = new LinkedHashMap<>();
    for (ChangedFile file : pending) {
      if (file.path().absolute().startsWith(folders.worktree())) {
        byPath.put(folders.relative(file.path().absolute()), file);
      } else {
        skip(file, "it lies outside of this repository");
      }
    }
    Set<String> withFolders = new LinkedHashSet<>();
    byPath.keySet().forEach(path -> withFolders.addAll(andItsFolders(path)));
    Map<String, TreeEntry> inHead = store.committed(head, withFolders);
    Map<String, Staged> staged = store.staged(byPath.keySet());
    Map<String, PathAttributes> attributes = store.attributes(byPath.keySet());
    for (Map.Entry<String, ChangedFile> entry : byPath.entrySet()) {
      String path = entry.getKey();
      ChangedFile file = entry.getValue();
      Place place =
          new Place(
              path,
              inHead,
              staged.getOrDefault(path, new Staged.Nothing()),
              attributes.getOrDefault(path, PathAttributes.NONE));
      String obstacle = obstacle(file, place);
      if (obstacle.isEmpty()) {
        decide(file, place);
      } else {
        skip(file, obstacle);
      }
    }
    return new CommitPlan(items, skipped, settled, added);
  }

  /** One path in the repository. */
  private record Place(
      String path, Map<String, TreeEntry> head, Staged staged, PathAttributes attributes) {

    boolean isTracked() {
      return head.containsKey(path) || !(staged instanceof Staged.Nothing);
    }
  }

  private void skip(ChangedFile file, String reason) {
    skipped.add(new Skipped(file.path().relative(), reason));
  }

  private static List<String> andItsFolders(String path) {
    List<String> all = new ArrayList<>(List.of(path));
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      all.add(path.substring(0, slash));
    }
    return all;
  }

  /** Why the file cannot be committed whatever its content; empty when it can. */
  private String obstacle(ChangedFile file, Place place) {
    if (isInRepositoryBelow(place)) {
      return "it belongs to a submodule or another repository; commit it there";
    }
    if (file.entangled()) {
      return "you changed the same lines while the run did; commit it yourself";
    }
    if (file.after() instanceof Unkept || file.committed() instanceof Unkept) {
      return "it is too large to tell the run's change from yours; commit it yourself";
    }
    if (place.staged instanceof Staged.Conflict) {
      return "it has an unresolved conflict";
    }
    TreeEntry inHead = place.head.get(place.path);
    if (inHead != null && (inHead.mode().equals(FOLDER) || inHead.isSubmodule())) {
      return "it takes the place of a folder or submodule";
    }
    if (file.after() instanceof Held && !place.isTracked() && isIgnored(place.path)) {
      return "Git ignores it";
    }
    return filterObstacle(place.attributes.filter());
  }

  private String filterObstacle(String filter) {
    boolean known = config.filters().contains(filter);
    if (filter.equals(NativeFilters.LFS)) {
      return known ? "" : "it belongs into LFS, which is not set up: git lfs install";
    }
    return known ? "it goes through the filter \"" + filter + "\"; commit it yourself" : "";
  }

  private boolean isInRepositoryBelow(Place place) {
    for (String folder : andItsFolders(place.path).subList(1, andItsFolders(place.path).size())) {
      TreeEntry entry = place.head.get(folder);
      boolean submodule = entry != null && entry.isSubmodule();
      if (submodule || Files.exists(folders.worktree().resolve(folder).resolve(".git"))) {
        return true;
      }
    }
    return place.path.equals(".git") || place.path.startsWith(".git/");
  }

  private boolean isIgnored(String path) {
    IgnoreRules rules = rulesOfTop;
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String folder = path.substring(0, slash);
      if (rules.ignored(folder, IgnoreRules.Kind.FOLDER)) {
        return true;
      }
      rules = rules.enter(folder);
    }
    return rules.ignored(path, IgnoreRules.Kind.FILE);
  }

  private void decide(ChangedFile file, Place place) throws IOException {
    TreeEntry inTree = place.head.get(place.path);
    FileState inHead = inTree == null ? new Absent() : held(inTree);
    FileState inIndex =
        place.staged instanceof Staged.File(TreeEntry entry) ? held(entry) : new Absent();
    byte[] stored = inIndex instanceof Held held ? held.bytes() : new byte[0];
    Cleaner cleaner = new Cleaner(place, inHead, stored);
    FileState after = cleaner.clean(file.after(), file.after());
    ThreeWay.Outcome commit = ThreeWay.merge(cleaner.base(file, inHead), inHead, after);
    ThreeWay.Outcome stage = ThreeWay.merge(cleaner.base(file, inIndex), inIndex, after);
    if (commit instanceof ThreeWay.Outcome.Merged(FileState next)
        && stage instanceof ThreeWay.Outcome.Merged(FileState nextInIndex)) {
      if (next.sameAs(inHead)) {
        settled.add(file);
        return;
      }
      added.add(place.path, inHead, next);
      Staged then = nextInIndex.sameAs(inIndex) ? place.staged : staged(nextInIndex);
      items.add(
          new CommitPlan.Item(
              file,
              place.path,
              edit(staged(next)),
              new Restaging(place.path, place.staged, edit(then)),
              new Restaging(place.path, then, edit(place.staged)),
              LineCount.between(inHead, next)));
    } else {
      skip(file, conflict(file, inHead, commit));
    }
  }

  private static String conflict(ChangedFile file, FileState inHead, ThreeWay.Outcome commit) {
    if (inHead instanceof Absent && file.before() instanceof Held) {
      return "it was there before the run but in no commit yet, so the run's change cannot be told"
          + " from yours; commit it yourself";
    }
    return commit instanceof ThreeWay.Outcome.Conflict
        ? "your uncommitted changes and the run's are in the same lines; commit it yourself"
        : "your staged changes and the run's are in the same lines; commit it yourself";
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

  /** Turns work tree content into what Git stores for one path. */
  private final class Cleaner {
    private final Place place;
    private final FileState inHead;
    private final byte[] stored;

    Cleaner(Place place, FileState inHead, byte[] stored) {
      this.place = place;
      this.inHead = inHead;
      this.stored = stored;
    }

    /** The newest state of the file that the repository's version is equal to; else B. */
    FileState base(ChangedFile file, FileState version) throws IOException {
      for (FileState state : file.between().reversed()) {
        FileState clean = clean(state, file.after());
        if (clean.sameAs(version)) {
          return clean;
        }
      }
      FileState clean = clean(file.committed(), file.after());
      // committed before line endings were normalised: git add would normalise it now
      return file.committed().sameAs(version) ? version : clean;
    }

    FileState clean(FileState state, FileState after) throws IOException {
      return switch (state) {
        case Held held -> new Held(kind(held.kind(), after), content(held));
        case Absent absent -> absent;
        case Unkept unkept -> unkept;
      };
    }

    private Content.Present content(Held held) throws IOException {
      if (held.kind() == FileKind.SYMLINK) {
        return held.content();
      }
      PathAttributes attributes = place.attributes;
      boolean throughGit = attributes.rewritten() || attributes.filter().equals(NativeFilters.LFS);
      byte[] clean =
          throughGit
              ? store.filtered(place.path, held.bytes())
              : LineEndings.clean(
                  held.bytes(), attributes.text(), config.normalizesLineEndings(), stored);
      return new Content.Present(clean);
    }

    /** HEAD's, where the disk cannot say: the file is gone, or modes are not to be trusted. */
    private FileKind kind(FileKind onDisk, FileState after) {
      boolean unknown = after instanceof Absent || !config.isTrueByDefault("core", "fileMode");
      if (onDisk == FileKind.SYMLINK || !unknown) {
        return onDisk;
      }
      return inHead instanceof Held held && held.kind() != FileKind.SYMLINK
          ? held.kind()
          : FileKind.REGULAR;
    }
  }
}
