package dev.vibe.git.undo;

import dev.vibe.git.checkpoint.CheckpointPlace;
import dev.vibe.git.checkpoint.CheckpointRecord;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.Kind;
import dev.vibe.git.checkpoint.CheckpointRecord.Stored;
import dev.vibe.git.checkpoint.CheckpointStore;
import dev.vibe.git.checkpoint.CommandMarker;
import dev.vibe.git.checkpoint.Steps;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.snapshot.NewFolders;
import dev.vibe.git.store.GitStore.IndexLocked;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.git.undo.UndoPlan.Commits;
import dev.vibe.git.undo.UndoPlan.Direction;
import dev.vibe.git.undo.UndoPlan.Item;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.ChangeSet;
import dev.vibe.workspace.change.EmptyFolders;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.change.LinkSwap;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runner of an undo or redo. The order, so that being killed at any point loses nothing and doing
 * it again finishes it: a record with both sides, the files as one change set, the index, the
 * branch, the record as done.
 */
final class Reversal {

  /** Where it is recorded, and who watches. */
  record Open(CheckpointStore store, Steps steps) {}

  private final CheckpointPlace place;
  private final CheckpointStore store;
  private final Steps steps;
  private final UndoPlan plan;
  private final List<HeadMove> reverted;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * A reversal.
   *
   * @param records those that the plan takes back, newest first
   */
  Reversal(CheckpointPlace place, Open open, UndoPlan plan, List<Stored> records) {
    this.place = place;
    this.store = open.store();
    this.steps = open.steps();
    this.plan = plan;
    this.reverted = UndoPlanner.moves(records);
  }

  /**
   * Does it for these files of the plan.
   *
   * @return what could not be done
   * @throws VibeException when a file cannot be written; then none was, but for those that were in
   *     the way of others: they are removed first, and the next undo goes on from there
   */
  List<Problem> run(List<Item> items, Path journal) throws IOException {
    Map<String, TreeEntry> before = new LinkedHashMap<>();
    Map<String, TreeEntry> after = new LinkedHashMap<>();
    List<Path> written = new ArrayList<>();
    for (Item item : items) {
      put(before, item.path().absolute(), item.now());
      put(after, item.path().absolute(), item.then());
      if (!(item.then() instanceof FileState.Absent)) {
        written.add(item.path().absolute());
      }
    }
    String old = store.tree(before);
    String then = store.tree(after);
    CheckpointRecord record = describe(NewFolders.missing(place.folder(), written));
    String begun = store.keep(record, old, then, "");
    try {
      write(items, journal);
    } catch (VibeException e) {
      store.drop(record.id());
      throw e;
    }
    plan.made().forEach(this::removeIfEmpty);
    List<HeadMove> heads = moveHead();
    CheckpointRecord done =
        new CheckpointRecord(
            record.id(),
            Kind.REVERSAL,
            record.moment(),
            record.title(),
            record.folder(),
            heads,
            record.made(),
            record.about());
    store.keep(done, old, then, begun);
    CommandMarker.unmark(place.settings(), plan.session());
    return problems;
  }

  /** One change set; two where files take the place of folders, or folders that of files. */
  private void write(List<Item> items, Path journal) throws IOException {
    Map<Boolean, List<Item>> split = PathConflicts.split(items);
    List<Item> clearing = split.getOrDefault(true, List.of());
    List<Item> others = split.getOrDefault(false, List.of());
    writeAtOnce(clearing, journal);
    if (!clearing.isEmpty()) {
      for (Item item : others) {
        PathConflicts.removeEmptyFolder(item.path());
      }
    }
    writeAtOnce(others, journal);
  }

  private void writeAtOnce(List<Item> items, Path journal) throws IOException {
    ChangeSet.write(changes(items), journal);
    for (Item item : items) {
      if (isLink(item)) {
        swap(item);
      }
    }
  }

  private CheckpointRecord describe(List<String> made) throws IOException {
    UndoPlan.Turn last = plan.turns().getFirst();
    return new CheckpointRecord(
        new CheckpointRecord.Id(plan.session(), store.lastNumber(plan.session()) + 1),
        Kind.REVERSING,
        new TurnId(last.run(), last.number()),
        plan.direction() == Direction.UNDO ? "undo" : "redo",
        place.folder().toString(),
        List.of(),
        made,
        plan.records());
  }

  private void put(Map<String, TreeEntry> files, Path file, FileState state) throws IOException {
    String name = place.inCheckpoint(file);
    switch (state) {
      case FileState.Absent() -> {}
      case FileState.Unkept unkept -> files.put(name, CheckpointStore.UNKEPT);
      case FileState.Held held -> files.put(name, store.add(held.kind(), held.bytes()));
    }
  }

  private List<FileChange> changes(List<Item> items) {
    return items.stream()
        .filter(item -> !isLink(item))
        .map(
            item ->
                new FileChange(
                    item.path(),
                    item.now().asContent(),
                    content(item.now(), item.then()),
                    item.diff()))
        .toList();
  }

  private Content content(FileState now, FileState then) {
    if (!(then instanceof FileState.Held held)) {
      return new Content.Absent();
    }
    FileKind kind = now instanceof FileState.Held other ? other.kind() : FileKind.REGULAR;
    Content.Mode mode =
        kind == held.kind()
            ? Content.Mode.AS_IT_IS
            : held.kind() == FileKind.EXECUTABLE ? Content.Mode.EXECUTABLE : Content.Mode.PLAIN;
    return new Content.Present(held.bytes(), mode);
  }

  private boolean isLink(Item item) {
    return isLink(item.now()) || isLink(item.then());
  }

  private static boolean isLink(FileState state) {
    return state instanceof FileState.Held held && held.kind() == FileKind.SYMLINK;
  }

  private void swap(Item item) throws IOException {
    WorkspacePath file = item.path();
    steps.before("link");
    if (!UndoPlanner.now(file).sameAs(item.now())) {
      problems.add(UndoProblems.changedMeanwhile(item.path().relative()));
    } else if (item.then() instanceof FileState.Held held && isLink(held)) {
      LinkSwap.link(file, new String(held.bytes(), StandardCharsets.UTF_8));
    } else if (item.then() instanceof FileState.Held held) {
      LinkSwap.file(file, (Content.Present) content(new FileState.Absent(), held));
    } else {
      LinkSwap.delete(file);
    }
  }

  private void removeIfEmpty(String folder) {
    Path path = place.folder().resolve(folder).normalize();
    if (!path.startsWith(place.folder()) || path.equals(place.folder())) {
      return;
    }
    try {
      EmptyFolders.remove(new WorkspacePath(folder, path, place.folder()));
    } catch (IOException e) {
      // gone, in use, or not to be deleted: no harm in a folder
    }
  }

  private List<HeadMove> moveHead() throws IOException {
    if (!plan.changesHead()) {
      return List.of();
    }
    steps.before("head");
    HeadUndo head = new HeadUndo(place);
    try {
      Optional<HeadMove> moved =
          switch (plan.commits()) {
            case Commits.Move move when head.carryOut(move) ->
                Optional.of(new HeadMove(move.branch(), move.from(), move.to()));
            case Commits.Revert revert ->
                Optional.of(head.carryOut(revert, reverted))
                    .filter(commit -> !commit.isEmpty())
                    .map(commit -> new HeadMove(revert.branch(), revert.head(), commit));
            case Commits.Move move -> Optional.empty();
            case Commits.None() -> Optional.empty();
            case Commits.Stay stay -> Optional.empty();
          };
      if (moved.isEmpty()) {
        problems.add(UndoProblems.commitsStay("HEAD or the index moved meanwhile"));
      }
      return moved.stream().toList();
    } catch (IndexLocked e) {
      problems.add(
          UndoProblems.commitsStay("another program holds index.lock, or was killed and left it"));
      return List.of();
    } catch (VibeException e) {
      problems.add(e.problem());
      return List.of();
    }
  }
}
