package dev.vibe.git.undo;

import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.file.FileName;
import dev.vibe.git.checkpoint.CheckpointPlace;
import dev.vibe.git.checkpoint.CheckpointRecord;
import dev.vibe.git.checkpoint.CheckpointRecord.Circumstances;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadSwitch;
import dev.vibe.git.checkpoint.CheckpointRecord.Kind;
import dev.vibe.git.checkpoint.CheckpointRecord.Left;
import dev.vibe.git.checkpoint.CheckpointRecord.Stored;
import dev.vibe.git.checkpoint.CheckpointStore;
import dev.vibe.git.checkpoint.CheckpointTrees;
import dev.vibe.git.checkpoint.CommandMarker;
import dev.vibe.git.checkpoint.OperationFiles;
import dev.vibe.git.checkpoint.RepositoryTrees;
import dev.vibe.git.checkpoint.Steps;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.snapshot.NewFolders;
import dev.vibe.git.store.IndexLocked;
import dev.vibe.git.store.IndexSlot;
import dev.vibe.git.store.SlotChange;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.git.undo.UndoPlan.Commits;
import dev.vibe.git.undo.UndoPlan.Direction;
import dev.vibe.git.undo.UndoPlan.Item;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.text.NameBytes;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.ChangeSet;
import dev.vibe.workspace.change.EmptyFolders;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.change.LinkSwap;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runner of an undo or redo. The order, so that being killed at any point loses nothing and doing
 * it again finishes it: a record with both sides, the files as one change set, the index, the
 * branch, the record as done.
 */
final class Reversal {

  /** Where it is recorded, and who watches. */
  record Open(CheckpointStore store, Steps steps) {}

  /** How far it came with HEAD and what belongs to it. */
  private record Moved(List<HeadMove> heads, List<HeadSwitch> switches, boolean isDone) {
    static final Moved NOT = new Moved(List.of(), List.of(), false);
  }

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
    CheckpointTrees trees =
        new CheckpointTrees(
            store.tree(before), store.tree(after), beside(Side.NOW), beside(Side.THEN));
    CheckpointRecord record = describe(NewFolders.missing(place.folder(), place.top(), written));
    String begun = store.keep(record, trees, "");
    try {
      write(items, journal);
    } catch (VibeException e) {
      store.drop(record.id());
      throw e;
    }
    plan.made().forEach(this::removeIfEmpty);
    Moved moved = moveHead();
    if (moved.isDone()) {
      moveOperation();
    }
    CheckpointRecord done =
        new CheckpointRecord(
            record.id(),
            Kind.REVERSAL,
            record.moment(),
            record.title(),
            record.folder(),
            moved.heads(),
            record.made(),
            record.about(),
            new Circumstances(List.of(), moved.switches(), List.of(), left(items, moved)));
    store.keep(
        done, moved.isDone() ? trees : new CheckpointTrees(trees.before(), trees.after()), begun);
    CommandMarker.unmark(place.settings(), plan.session());
    return problems;
  }

  /** What is not taken back, so that a later undo can go on from there. */
  private Left left(List<Item> done, Moved moved) {
    List<String> paths = new ArrayList<>(plan.beside().passed());
    for (Item item : plan.items()) {
      if (!done.contains(item)) {
        paths.add(place.inCheckpoint(item.path().absolute()));
      }
    }
    boolean headsStay = plan.commits() instanceof Commits.Stay || !moved.isDone();
    return new Left(paths, headsStay ? reverted : List.of());
  }

  private enum Side {
    NOW,
    THEN
  }

  /** The repository beside the files, as far as the plan is about it. */
  private RepositoryTrees beside(Side side) throws IOException {
    if (!store.isOfRepository()) {
      return RepositoryTrees.NONE;
    }
    Map<String, IndexSlot> slots = new LinkedHashMap<>();
    for (SlotChange change : plan.beside().index()) {
      slots.put(change.path(), side == Side.NOW ? change.now() : change.then());
    }
    UndoPlan.Operation operation = plan.beside().operation();
    Map<String, TreeEntry> files = side == Side.NOW ? operation.now() : operation.then();
    return new RepositoryTrees(store.indexTree(slots), files.isEmpty() ? "" : store.tree(files));
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
      LinkSwap.link(file, NameBytes.decoded(held.bytes()));
    } else if (item.then() instanceof FileState.Held held) {
      LinkSwap.file(file, (Content.Present) content(new FileState.Absent(), held));
    } else {
      LinkSwap.delete(file);
    }
  }

  private void removeIfEmpty(String folder) {
    Path path = FileName.in(place.folder(), folder).normalize();
    if (!path.startsWith(place.top()) || place.folder().startsWith(path)) {
      return;
    }
    try {
      EmptyFolders.remove(new WorkspacePath(folder, path, place.top()));
    } catch (IOException e) {
      // gone, in use, or not to be deleted: no harm in a folder
    }
  }

  private Moved moveHead() throws IOException {
    if (!plan.changesHead() && plan.beside().index().isEmpty()) {
      return new Moved(List.of(), List.of(), true);
    }
    steps.before("head");
    HeadUndo head = new HeadUndo(place);
    try {
      boolean done = head.carryOut(plan.commits(), plan.beside().index());
      Moved moved = done ? moved(head) : Moved.NOT;
      if (!moved.isDone()) {
        problems.add(UndoProblems.commitsStay("HEAD or the index moved meanwhile"));
      }
      return moved;
    } catch (IndexLocked e) {
      problems.add(
          UndoProblems.commitsStay("another program holds index.lock, or was killed and left it"));
      return Moved.NOT;
    } catch (VibeException e) {
      problems.add(e.problem());
      return Moved.NOT;
    }
  }

  private Moved moved(HeadUndo head) throws IOException, IndexLocked {
    return switch (plan.commits()) {
      case Commits.Move move ->
          new Moved(List.of(new HeadMove(move.branch(), move.from(), move.to())), List.of(), true);
      case Commits.Switch back ->
          new Moved(List.of(), List.of(new HeadSwitch(back.from(), back.to())), true);
      case Commits.Revert revert -> {
        String commit = head.carryOut(revert, reverted);
        yield commit.isEmpty()
            ? Moved.NOT
            : new Moved(
                List.of(new HeadMove(revert.branch(), revert.head(), commit)), List.of(), true);
      }
      case Commits.None() -> new Moved(List.of(), List.of(), true);
      case Commits.Stay stay -> new Moved(List.of(), List.of(), true);
      case Commits.Barrier barrier -> Moved.NOT;
    };
  }

  /** A merge or the like that a command of the run began goes, one that it ended comes back. */
  private void moveOperation() throws IOException {
    UndoPlan.Operation operation = plan.beside().operation();
    if (!operation.changes()) {
      return;
    }
    steps.before("operation");
    Path gitDir = place.repositories().getFirst().gitDir();
    if (!OperationFiles.in(gitDir, store).equals(operation.now())) {
      problems.add(UndoProblems.changedMeanwhile("the merge in progress"));
      return;
    }
    for (String name : OperationFiles.kept()) {
      TreeEntry then = operation.then().getOrDefault(name, TreeEntry.ABSENT);
      if (store.state(then) instanceof FileState.Held held) {
        AtomicFile.write(gitDir.resolve(name), held.bytes(), Rights.USUAL, Flush.AT_ONCE);
      } else {
        Files.deleteIfExists(gitDir.resolve(name));
      }
    }
  }
}
