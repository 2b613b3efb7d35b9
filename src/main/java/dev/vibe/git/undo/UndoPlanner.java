package dev.vibe.git.undo;

import dev.vibe.git.checkpoint.CheckpointPlace;
import dev.vibe.git.checkpoint.CheckpointRecord.Extent;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.Stored;
import dev.vibe.git.checkpoint.CheckpointStore;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.FileState.Unkept;
import dev.vibe.git.file.ThreeWay;
import dev.vibe.git.snapshot.Worktree;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.TreeDifference;
import dev.vibe.git.undo.UndoPlan.Direction;
import dev.vibe.git.undo.UndoPlan.Item;
import dev.vibe.git.undo.UndoPlan.Standing;
import dev.vibe.text.FileDiff;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.ProtectedNames;
import dev.vibe.workspace.ProtectedNames.Protection;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.FileChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Planner of an undo: works out, file by file, what taking changes back means for the files as they
 * are now: what the run left is put back to what was before; what somebody else changed since is
 * only proposed.
 */
final class UndoPlanner {

  /** Content of larger files is not compared. */
  private static final long MOST_COMPARED = 50_000_000L;

  private final CheckpointStore store;
  private final CheckpointPlace place;
  private final List<Path> roots;
  private final Workspace workspace;
  private final List<String> notes = new ArrayList<>();

  UndoPlanner(CheckpointStore store, CheckpointPlace place, List<Path> added) {
    this.store = store;
    this.place = place;
    List<Path> all = new ArrayList<>(List.of(place.folder()));
    all.addAll(added);
    this.roots = List.copyOf(all);
    this.workspace = new Workspace(place.folder(), added);
  }

  /** The way of one file through the changes: what they left, and what was before them. */
  private record Way(FileState left, FileState before) {}

  UndoPlan plan(String session, Direction direction, List<Stored> newestFirst) throws IOException {
    Map<String, Way> ways = new TreeMap<>();
    for (Stored each : newestFirst) {
      for (TreeDifference difference : store.differences(each.before(), each.after())) {
        FileState before = store.state(difference.before());
        FileState after =
            each.extent() == Extent.CUT_OFF ? UNKNOWN : store.state(difference.after());
        follow(ways, difference.path(), before, after);
      }
    }
    List<Item> items = new ArrayList<>();
    Map<String, Way> blocked = new TreeMap<>();
    for (Map.Entry<String, Way> way : ways.entrySet()) {
      Path file = place.onDisk(way.getKey());
      if (offLimits(file).isEmpty() && PathConflicts.obstacle(place.folder(), file).isPresent()) {
        blocked.put(way.getKey(), way.getValue());
      } else {
        consider(items, way.getKey(), way.getValue());
      }
    }
    PathConflicts conflicts = new PathConflicts(items);
    blocked.forEach((name, way) -> considerBlocked(items, conflicts, name, way));
    items.replaceAll(new RepositoryKeys(items, workspace)::marked);
    items.sort(Comparator.comparing(item -> item.path().relative()));
    UndoPlan.Commits commits = new HeadUndo(place).plan(moves(newestFirst));
    Set<String> made = new TreeSet<>();
    newestFirst.forEach(each -> made.addAll(each.record().made()));
    return new UndoPlan(
        session,
        direction,
        turns(newestFirst),
        items,
        commits,
        notes,
        newestFirst.stream().map(each -> each.record().id().number()).toList(),
        new ArrayList<>(made).reversed());
  }

  static List<HeadMove> moves(List<Stored> records) {
    return records.stream().flatMap(each -> each.record().heads().stream()).toList();
  }

  /** A command was cut off: what it left is not known. */
  private static final FileState UNKNOWN = new Unkept(FileKind.REGULAR, -1);

  private void follow(Map<String, Way> ways, String path, FileState before, FileState after) {
    Way later = ways.get(path);
    if (later == null) {
      ways.put(path, new Way(after, before));
    } else if (later.before().sameAs(after)) {
      ways.put(path, new Way(later.left(), before));
    } else {
      notes.add(
          path + " was changed by somebody else between two of the changes; it goes back to that.");
    }
  }

  /** A file gave way to a folder, or the other way round: both go back, or neither. */
  private void considerBlocked(List<Item> items, PathConflicts conflicts, String name, Way way) {
    Path file = place.onDisk(name);
    if (way.before().sameAs(way.left()) || way.before() instanceof Absent || isLost(name, way)) {
      return;
    }
    PathConflicts.Obstacle obstacle = PathConflicts.obstacle(place.folder(), file).orElseThrow();
    if (way.left() instanceof Absent && conflicts.comesFrom(obstacle)) {
      WorkspacePath path = workspace.pathOf(file);
      items.add(item(path, new Absent(), way.before(), Standing.AS_LEFT));
      return;
    }
    notes.add(
        shown(file)
            + (obstacle.path().equals(file)
                ? " cannot be restored: there is a folder of that name now."
                : " is left alone: a folder above it is a link or a file now."));
  }

  private boolean isLost(String name, Way way) {
    boolean lost = way.before() instanceof Unkept;
    if (lost) {
      notes.add(name + " cannot be restored: it was too large for a checkpoint.");
    }
    return lost;
  }

  private void consider(List<Item> items, String name, Way way) throws IOException {
    Path file = place.onDisk(name);
    if (way.before().sameAs(way.left()) || isLost(name, way)) {
      return;
    }
    String obstacle = obstacle(file);
    if (!obstacle.isEmpty()) {
      notes.add(shown(file) + " is left alone: " + obstacle + ".");
      return;
    }
    WorkspacePath path = workspace.pathOf(file);
    FileState now = now(path);
    if (now.sameAs(way.before())) {
      return;
    }
    if (now.sameAs(way.left())) {
      items.add(item(path, now, way.before(), Standing.AS_LEFT));
      return;
    }
    if (now instanceof Unkept) {
      notes.add(name + " is left alone: it is a folder or too large now, or cannot be read.");
      return;
    }
    FileState then =
        ThreeWay.merge(way.left(), way.before(), now)
                instanceof ThreeWay.Outcome.Merged(FileState merged)
            ? merged
            : way.before();
    items.add(item(path, now, then, Standing.CHANGED_SINCE));
  }

  private String shown(Path file) {
    return file.startsWith(place.folder())
        ? place.folder().relativize(file).toString()
        : file.toString();
  }

  /**
   * Names come from the repository, which may be hostile: nothing outside of the folders, nothing
   * of Git's own, nothing through a link.
   */
  private String obstacle(Path file) throws IOException {
    String why = offLimits(file);
    if (!why.isEmpty()) {
      return why;
    }
    Path folder = file.getParent();
    while (folder != null && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      folder = folder.getParent();
    }
    return folder != null && folder.toRealPath().equals(folder) && Files.isDirectory(folder)
        ? ""
        : "a folder above it is a link or a file now";
  }

  private String offLimits(Path file) {
    if (roots.stream().noneMatch(root -> file.startsWith(root) && !file.equals(root))) {
      return "it is outside of this folder; name its folder with --add-dir to restore it, too";
    }
    boolean isGits =
        roots.stream()
            .filter(file::startsWith)
            .map(root -> ProtectedNames.of(root.relativize(file).toString(), Access.READ))
            .anyMatch(protection -> protection == Protection.REPOSITORY);
    return isGits ? "it belongs to a repository's own files" : "";
  }

  /** What there is, read such that no link that has come on the way is followed. */
  static FileState now(WorkspacePath path) {
    Path file = path.absolute();
    try {
      BasicFileAttributes attributes = FileStat.attributes(file);
      FileStat stat = FileStat.of(attributes);
      if (attributes.isDirectory() || attributes.isOther() || stat.size() > MOST_COMPARED) {
        return new Unkept(stat.kind(), stat.size());
      }
      byte[] content =
          attributes.isRegularFile()
              ? new Workspace(path.base(), List.of()).read(path, (int) MOST_COMPARED)
              : Worktree.content(file, stat.kind());
      return Held.of(stat.kind(), content);
    } catch (NoSuchFileException e) {
      return new Absent();
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static Item item(WorkspacePath path, FileState now, FileState then, Standing standing) {
    return new Item(path, now, then, standing, diff(path, now, then));
  }

  private static FileDiff diff(WorkspacePath path, FileState now, FileState then) {
    FileDiff diff = FileChange.between(path, now.asContent(), then.asContent()).diff();
    return now instanceof Unkept
        ? new FileDiff(diff.path(), FileDiff.Kind.CHANGED, List.of(), 0, 0)
        : diff;
  }

  static List<UndoPlan.Turn> turns(List<Stored> newestFirst) {
    Map<TurnId, List<Stored>> byMoment = new LinkedHashMap<>();
    newestFirst.forEach(
        each ->
            byMoment
                .computeIfAbsent(each.record().moment(), moment -> new ArrayList<>())
                .add(each));
    List<UndoPlan.Turn> turns = new ArrayList<>();
    byMoment.forEach(
        (moment, records) -> {
          Set<String> titles = new LinkedHashSet<>();
          records.reversed().forEach(each -> titles.add(each.record().title()));
          turns.add(
              new UndoPlan.Turn(
                  moment.run(), moment.turn(), records.getLast().at(), List.copyOf(titles)));
        });
    return turns;
  }
}
