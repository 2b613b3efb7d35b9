package dev.vibe.git.undo;

import dev.vibe.file.FileName;
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
import dev.vibe.git.snapshot.Worktree;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.TreeDifference;
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
  private final List<String> passed = new ArrayList<>();

  UndoPlanner(CheckpointStore store, CheckpointPlace place, List<Path> added) {
    this.store = store;
    this.place = place;
    List<Path> all = new ArrayList<>(List.of(place.top()));
    all.addAll(added);
    this.roots = List.copyOf(all);
    this.workspace = new Workspace(place.folder(), all);
  }

  UndoPlan plan(String session, Wanted wanted) throws IOException {
    Set<String> made = new TreeSet<>();
    wanted.newestFirst().forEach(each -> made.addAll(each.record().made()));
    try (RepositoryUndo repository = new RepositoryUndo(store, place, wanted)) {
      List<Item> items = items(steps(wanted), repository);
      items.sort(Comparator.comparing(item -> item.path().relative()));
      RepositoryUndo.Result beside = repository.plan();
      if (beside.commits() instanceof UndoPlan.Commits.Barrier) {
        items.clear();
        notes.clear();
      }
      notes.addAll(beside.notes());
      return new UndoPlan(
          session,
          wanted.direction(),
          turns(wanted.newestFirst()),
          items,
          beside.commits(),
          notes,
          wanted.newestFirst().stream().map(each -> each.record().id().number()).toList(),
          new ArrayList<>(made).reversed(),
          new UndoPlan.Beside(beside.index(), beside.operation(), passed, beside.remarks()));
    }
  }

  /** What the changes did to each file. */
  private Map<String, FileSteps> steps(Wanted wanted) throws IOException {
    Map<String, List<FileSteps.Step>> steps = new TreeMap<>();
    for (Stored each : wanted.newestFirst()) {
      for (TreeDifference difference : store.differences(each.before(), each.after())) {
        if (wanted.covers(each, difference.path())) {
          FileState after =
              each.extent() == Extent.CUT_OFF ? UNKNOWN : store.state(difference.after());
          steps
              .computeIfAbsent(difference.path(), path -> new ArrayList<>())
              .add(new FileSteps.Step(store.state(difference.before()), after));
        }
      }
    }
    Map<String, FileSteps> all = new TreeMap<>();
    steps.forEach((path, newestFirst) -> all.put(path, new FileSteps(newestFirst)));
    return all;
  }

  private List<Item> items(Map<String, FileSteps> steps, RepositoryUndo repository)
      throws IOException {
    List<Item> items = new ArrayList<>();
    Map<String, FileSteps> blocked = new TreeMap<>();
    for (Map.Entry<String, FileSteps> each : steps.entrySet()) {
      Path file = place.onDisk(each.getKey());
      if (offLimits(file).isEmpty() && PathConflicts.obstacle(place.top(), file).isPresent()) {
        blocked.put(each.getKey(), each.getValue());
      } else {
        consider(items, each.getKey(), each.getValue(), repository);
      }
    }
    PathConflicts conflicts = new PathConflicts(items);
    blocked.forEach((name, each) -> considerBlocked(items, conflicts, name, each));
    items.replaceAll(new RepositoryKeys(items, workspace)::marked);
    return items;
  }

  static List<HeadMove> moves(List<Stored> records) {
    return records.stream().flatMap(each -> each.record().heads().stream()).toList();
  }

  /** A command was cut off: what it left is not known. */
  private static final FileState UNKNOWN = new Unkept(FileKind.REGULAR, -1);

  private void pass(String name, String note) {
    notes.add(note);
    passed.add(name);
  }

  /** A file gave way to a folder, or the other way round: both go back, or neither. */
  private void considerBlocked(
      List<Item> items, PathConflicts conflicts, String name, FileSteps steps) {
    Path file = place.onDisk(name);
    FileState before = steps.before();
    if (before.sameAs(steps.left()) || before instanceof Absent || isLost(name, before)) {
      return;
    }
    PathConflicts.Obstacle obstacle = PathConflicts.obstacle(place.top(), file).orElseThrow();
    if (steps.left() instanceof Absent && conflicts.comesFrom(obstacle)) {
      WorkspacePath path = workspace.pathOf(file);
      items.add(item(path, new Absent(), before, Standing.AS_LEFT));
      return;
    }
    pass(
        name,
        shown(file)
            + (obstacle.path().equals(file)
                ? " cannot be restored: there is a folder of that name now."
                : " is left alone: a folder above it is a link or a file now."));
  }

  private boolean isLost(String name, FileState before) {
    boolean lost = before instanceof Unkept;
    if (lost) {
      notes.add(
          name
              + " cannot be restored: what it held was not recorded, as it was too large or could"
              + " not be read.");
    }
    return lost;
  }

  private void consider(List<Item> items, String name, FileSteps all, RepositoryUndo repository)
      throws IOException {
    FileSteps steps = all.withoutDetours();
    Path file = place.onDisk(name);
    if (steps.isEmpty() || isLost(name, steps.before())) {
      return;
    }
    String obstacle = obstacle(file);
    if (!obstacle.isEmpty()) {
      pass(name, shown(file) + " is left alone: " + obstacle + ".");
      return;
    }
    WorkspacePath path = workspace.pathOf(file);
    FileState now = now(path);
    if (now instanceof Unkept) {
      pass(name, name + " is left alone: it is a folder or too large now, or cannot be read.");
      return;
    }
    FileSteps.Result result = steps.takenFrom(now);
    if (result.fit() == FileSteps.Fit.PARTLY) {
      notes.add(
          name + " was changed by somebody else between two of the changes; it goes back to that.");
    }
    if (result.then() instanceof Unkept) {
      pass(
          name,
          name
              + " cannot be restored: what it held was not recorded, as it was too large or could"
              + " not be read.");
    } else if (!result.then().sameAs(now)) {
      Item item = item(path, now, result.then(), standing(result.fit()));
      items.add(
          item.standing().needsYes()
              ? item
              : repository.holding(name, steps).map(by -> item.heldBy(by.title())).orElse(item));
    }
  }

  private static Standing standing(FileSteps.Fit fit) {
    return switch (fit) {
      case EXACT, PARTLY -> Standing.AS_LEFT;
      case MERGED -> Standing.MERGED;
      case CONFLICT -> Standing.CHANGED_SINCE;
    };
  }

  private String shown(Path file) {
    return file.startsWith(place.folder())
        ? FileName.of(place.folder().relativize(file))
        : FileName.of(file);
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
            .map(root -> ProtectedNames.of(FileName.of(root.relativize(file)), Access.READ))
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
