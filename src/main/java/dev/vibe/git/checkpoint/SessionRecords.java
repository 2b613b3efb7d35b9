package dev.vibe.git.checkpoint;

import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.Kind;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.snapshot.NewFolders;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * State of one session's records: the store, opened when it is first needed, and the files as the
 * last record left them. Owned by a {@link RecordWriter}, which lets one thread at a time in.
 * Blocks on disk.
 */
final class SessionRecords {

  private final CheckpointPlace place;
  private final String session;
  private final Supplier<WorktreeSnapshot> looks;
  private final Steps steps;

  private Optional<CheckpointStore> store = Optional.empty();
  private Optional<TreeOfSnapshot> trees = Optional.empty();
  private int number;

  /** The files as the last record, or what was recorded with it, left them. */
  private CheckpointFiles known = CheckpointFiles.none();

  /** The tree that a record of this session holds last; empty before there is one. */
  private String kept = "";

  /** The turn for which the whole folder was last looked at. */
  private Optional<TurnId> looked = Optional.empty();

  /**
   * What something changes.
   *
   * @param before the files that it changes, as they are before it
   * @param after the same files after it
   * @param made folders that come with it
   */
  record Change(
      Cause cause,
      Map<String, TreeEntry> before,
      Map<String, TreeEntry> after,
      List<HeadMove> moves,
      List<String> made) {}

  /** What does something, and when. */
  record Cause(TurnId turn, String title) {}

  SessionRecords(
      CheckpointPlace place, String session, Supplier<WorktreeSnapshot> looks, Steps steps) {
    this.place = place;
    this.session = session;
    this.looks = looks;
    this.steps = steps;
  }

  /** Looks at all that edits are going to change, before they do. */
  Change edited(List<FileChange> changes, Cause cause) throws IOException {
    if (looked.isEmpty() || !looked.get().equals(cause.turn())) {
      look(cause.turn());
    }
    Map<String, TreeEntry> before = new HashMap<>();
    Map<String, TreeEntry> after = new HashMap<>();
    List<Path> created = new ArrayList<>();
    for (FileChange change : changes) {
      Path file = change.path().absolute();
      FileKind kind = FileStat.kindOf(file);
      put(before, file, state(change.before(), kind));
      put(after, file, state(change.after(), kind));
      if (change.before() instanceof Content.Absent) {
        created.add(file);
      }
    }
    return new Change(cause, before, after, List.of(), NewFolders.missing(place.folder(), created));
  }

  /** Puts together what a command has changed. */
  Change commanded(
      WorktreeSnapshot started, List<WorktreeChange> changes, List<HeadMove> moves, Cause cause)
      throws IOException {
    Map<String, TreeEntry> before = new HashMap<>();
    Map<String, TreeEntry> after = new HashMap<>();
    List<Path> created = new ArrayList<>();
    for (WorktreeChange change : changes) {
      put(before, change.path().absolute(), change.before());
      put(after, change.path().absolute(), change.after());
      if (change.before() instanceof FileState.Absent) {
        created.add(change.path().absolute());
      }
    }
    List<String> made = NewFolders.since(started, place.folder(), created);
    return new Change(cause, before, after, moves, made);
  }

  /** Keeps the change of the files that are known. */
  CheckpointRecord.Id keep(Change change) throws IOException {
    CheckpointFiles before = known.exceptFor(change.before());
    CheckpointFiles after = before.exceptFor(change.after());
    String now = after.addTo(store());
    CheckpointRecord record = described(Kind.CHANGE, change.cause(), change.moves(), change.made());
    store().keep(record, before.addTo(store()), now, "");
    looked = Optional.of(change.cause().turn());
    known = after;
    kept = now;
    return record.id();
  }

  /** Keeps a move of HEAD that no command makes. */
  CheckpointRecord.Id keep(HeadMove move, Cause cause) throws IOException {
    if (kept.isEmpty()) {
      look(cause.turn());
    }
    return keep(new Change(cause, Map.of(), Map.of(), List.of(move), List.of()));
  }

  /** Keeps the files as they are before a command, unless they are kept, and marks that it runs. */
  CheckpointRecord mark(WorktreeSnapshot before, Cause cause) throws IOException {
    known = trees().of(before);
    looked = Optional.of(cause.turn());
    String tree = known.addTo(store());
    if (!tree.equals(kept)) {
      store().keep(described(Kind.STATE, cause, List.of(), List.of()), tree, "", "");
      kept = tree;
    }
    CheckpointRecord.Id next = new CheckpointRecord.Id(session, number + 1);
    CheckpointRecord open = record(next, Kind.CHANGE, cause, List.of(), List.of());
    new CommandMarker(open, kept).mark(place.settings());
    return open;
  }

  /** The command that was marked has ended, and what it did is kept. */
  void unmark() throws IOException {
    CommandMarker.unmark(place.settings(), session);
  }

  void drop(CheckpointRecord.Id id) throws IOException {
    store().drop(id);
  }

  /** Closes the store if there is one, and lets go of what is old when that is due. */
  void close() throws IOException {
    if (store.isEmpty()) {
      return;
    }
    try (CheckpointStore closing = store.get()) {
      new CheckpointPruning(closing, place.settings()).runIfDue(place);
    } finally {
      store = Optional.empty();
      trees = Optional.empty();
    }
  }

  private void look(TurnId turn) throws IOException {
    known = trees().of(looks.get());
    looked = Optional.of(turn);
  }

  private CheckpointRecord described(
      Kind kind, Cause cause, List<HeadMove> moves, List<String> made) throws IOException {
    if (store().holds(new CheckpointRecord.Id(session, number + 1))) {
      number = store().lastNumber(session); // an undo was recorded meanwhile
    }
    return record(new CheckpointRecord.Id(session, ++number), kind, cause, moves, made);
  }

  private CheckpointRecord record(
      CheckpointRecord.Id id, Kind kind, Cause cause, List<HeadMove> moves, List<String> made) {
    return new CheckpointRecord(
        id, kind, cause.turn(), cause.title(), place.folder().toString(), moves, made, List.of());
  }

  private CheckpointStore store() throws IOException {
    if (store.isEmpty()) {
      CheckpointStore opened = place.open(steps);
      store = Optional.of(opened);
      number = opened.lastNumber(session);
    }
    return store.get();
  }

  private TreeOfSnapshot trees() throws IOException {
    if (trees.isEmpty()) {
      trees = Optional.of(new TreeOfSnapshot(store(), place));
    }
    return trees.get();
  }

  private void put(Map<String, TreeEntry> files, Path file, FileState state) throws IOException {
    String name = place.inCheckpoint(file);
    switch (state) {
      case FileState.Absent() -> files.put(name, TreeEntry.ABSENT);
      case FileState.Unkept unkept -> files.put(name, CheckpointStore.UNKEPT);
      case Held held -> files.put(name, trees().held(held));
    }
  }

  private static FileState state(Content content, FileKind kind) {
    return switch (content) {
      case Content.Absent() -> new FileState.Absent();
      case Content.Present present ->
          new Held(
              switch (present.mode()) {
                case AS_IT_IS -> kind;
                case PLAIN -> FileKind.REGULAR;
                case EXECUTABLE -> FileKind.EXECUTABLE;
              },
              present);
    };
  }
}
