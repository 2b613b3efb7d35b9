package dev.vibe.git.checkpoint;

import dev.vibe.git.checkpoint.CheckpointRecord.Circumstances;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.Kind;
import dev.vibe.git.checkpoint.CheckpointRecord.Left;
import dev.vibe.git.checkpoint.CheckpointRecord.RefChange;
import dev.vibe.git.checkpoint.SessionChange.Beside;
import dev.vibe.git.checkpoint.SessionChange.Cause;
import dev.vibe.git.checkpoint.SessionChange.HeadMoves;
import dev.vibe.git.checkpoint.TreeOfSnapshot.Bounds;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.snapshot.NewFolders;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.problem.Problem;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * State of one session's records: the store, opened when it is first needed, and the files as the
 * last record left them. Owned by a {@link RecordWriter}, which lets one thread at a time in.
 * Blocks on disk.
 */
final class SessionRecords {

  private final Supplier<CheckpointPlace> places;
  private CheckpointPlace place;
  private final String session;
  private final Supplier<WorktreeSnapshot> looks;
  private final Steps steps;

  private Optional<CheckpointStore> store = Optional.empty();
  private Optional<TreeOfSnapshot> trees = Optional.empty();
  private Optional<RepositoryLooks> looksBeside = Optional.empty();
  private int number;

  /** The files as the last record, or what was recorded with it, left them. */
  private CheckpointFiles known = CheckpointFiles.none();

  /** The tree that a record of this session holds last; empty before there is one. */
  private String kept = "";

  /** The repository beside the files, as a record of this session tells it last. */
  private RepositoryTrees keptBeside = RepositoryTrees.NONE;

  /** What was beside the files when the command that runs now began. */
  private Optional<Marked> open = Optional.empty();

  private boolean isToldInPart;
  private Optional<Problem> notice = Optional.empty();

  /** The turn for which the whole folder was last looked at. */
  private Optional<TurnId> looked = Optional.empty();

  /** How much is kept before a command. */
  enum Depth {
    FILES,
    /** Also what the index holds: the command is known to be able to change it. */
    REPOSITORY
  }

  /**
   * What a repository was beside its files when a command began.
   *
   * @param refs by name; empty where only files are kept
   */
  private record Marked(
      Depth depth, RepositoryTrees was, List<Head> head, Map<String, String> refs) {}

  SessionRecords(
      Supplier<CheckpointPlace> places,
      String session,
      Supplier<WorktreeSnapshot> looks,
      Steps steps) {
    this.places = places;
    this.place = places.get();
    this.session = session;
    this.looks = looks;
    this.steps = steps;
  }

  /**
   * Goes on in the repository that the folder has by now, if it had none before: the store there
   * takes over what was recorded.
   */
  private void follow() throws IOException {
    CheckpointPlace now = places.get();
    if (now.repositories().equals(place.repositories())) {
      return;
    }
    if (store.isPresent()) {
      try (CheckpointStore closing = store.get()) {
        closing.flush();
      }
    }
    store = Optional.empty();
    trees = Optional.empty();
    looksBeside = Optional.empty();
    looked = Optional.empty();
    place = now;
  }

  /** Looks at all that edits are going to change, before they do. */
  SessionChange edited(List<FileChange> changes, Cause cause) throws IOException {
    follow();
    if (looked.isEmpty() || !looked.get().equals(cause.turn())) {
      look(cause.turn());
    }
    Map<String, TreeEntry> before = new HashMap<>();
    Map<String, TreeEntry> after = new HashMap<>();
    List<Path> created = new ArrayList<>();
    for (FileChange change : changes) {
      Path file = change.path().absolute();
      FileKind kind = FileStat.kindOf(file);
      put(before, file, FileState.of(change.before(), kind));
      put(after, file, FileState.of(change.after(), kind));
      if (change.before() instanceof Content.Absent) {
        created.add(file);
      }
    }
    return new SessionChange(
        cause,
        before,
        after,
        NewFolders.missing(place.folder(), place.top(), created),
        untouched());
  }

  /** What an edit leaves as it is, but an undo has to know. */
  private Beside untouched() throws IOException {
    RepositoryTrees now = looksBeside().operation();
    return new Beside(now, now, List.of(), at(looksBeside().head()));
  }

  private static Circumstances at(List<Head> heads) {
    return new Circumstances(heads, List.of(), List.of(), Left.NOTHING);
  }

  /** Puts together what the command that was marked has changed. */
  SessionChange commanded(
      WorktreeSnapshot started,
      List<WorktreeChange> changes,
      Optional<HeadMoves> moves,
      Cause cause)
      throws IOException {
    follow();
    Map<String, TreeEntry> before = new HashMap<>();
    Map<String, TreeEntry> after = new HashMap<>();
    List<Path> created = new ArrayList<>();
    for (WorktreeChange change : changes) {
      if (!(change.before() instanceof FileState.Unkept)) { // else what was recorded holds
        put(before, change.path().absolute(), change.before());
      }
      put(after, change.path().absolute(), change.after());
      if (change.before() instanceof FileState.Absent) {
        created.add(change.path().absolute());
      }
    }
    List<String> made = NewFolders.since(started, place.folder(), created);
    return new SessionChange(cause, before, after, made, beside(moves));
  }

  /**
   * What the command that was marked has changed beside the files: nothing where somebody else
   * moved HEAD meanwhile, or where the command is not known to be able to.
   */
  private Beside beside(Optional<HeadMoves> moves) throws IOException {
    RepositoryTrees became = looksBeside().now();
    Marked marked = open.orElse(new Marked(Depth.FILES, became, List.of(), Map.of()));
    boolean isDeep = marked.depth() == Depth.REPOSITORY;
    if (moves.isEmpty() || (!isDeep && moves.get().isEmpty())) {
      return new Beside(became, became, List.of(), at(marked.head()));
    }
    String branch = marked.head().stream().map(Head::branch).findFirst().orElse("");
    List<RefChange> refs =
        isDeep ? RefLooks.between(marked.refs(), looksBeside().refs(), branch) : List.of();
    return new Beside(
        marked.was(),
        became,
        moves.get().heads(),
        new Circumstances(marked.head(), moves.get().switches(), refs, Left.NOTHING));
  }

  /** Keeps the change of the files that are known. */
  CheckpointRecord.Id keep(SessionChange change) throws IOException {
    CheckpointFiles before = known.exceptFor(change.before());
    CheckpointFiles after = before.exceptFor(change.after());
    String now = after.addTo(store());
    Beside beside = change.beside();
    CheckpointRecord record = described(Kind.CHANGE, change.cause(), beside, change.made());
    CheckpointTrees trees =
        new CheckpointTrees(before.addTo(store()), now, beside.was(), beside.became());
    store().keep(record, trees, "");
    looked = Optional.of(change.cause().turn());
    known = after;
    kept = now;
    if (!beside.became().index().isEmpty()) {
      keptBeside = beside.became();
    }
    return record.id();
  }

  /** Keeps a move of HEAD that no command makes. */
  CheckpointRecord.Id keep(HeadMove move, Cause cause) throws IOException {
    follow();
    if (kept.isEmpty()) {
      look(cause.turn());
    }
    RepositoryTrees was = looksBeside().operation();
    RepositoryTrees became = looksBeside().isMerge(move.to()) ? new RepositoryTrees("", "") : was;
    Beside beside =
        new Beside(was, became, List.of(move), at(List.of(new Head(move.branch(), move.from()))));
    return keep(new SessionChange(cause, Map.of(), Map.of(), List.of(), beside));
  }

  /**
   * Keeps the files as they are before a command, and the index where it may change that, unless
   * they are kept; and marks that it runs. The command waits for it.
   */
  CheckpointRecord mark(WorktreeSnapshot before, Cause cause, Depth depth) throws IOException {
    follow();
    lookedAt(before, cause.turn(), () -> true);
    Map<String, String> refs = depth == Depth.REPOSITORY ? looksBeside().refs() : Map.of();
    RepositoryTrees beside = looksBeside().now();
    return mark(before, cause, new Marked(depth, beside, looksBeside().head(), refs));
  }

  /**
   * The same beside a command that may not wait for it.
   *
   * @param repositories as the command finds them; at most one
   * @param waits whether the command still does; once it does not, no file is read
   */
  CheckpointRecord mark(
      WorktreeSnapshot before,
      Cause cause,
      List<RepositoryMoment> repositories,
      BooleanSupplier waits)
      throws IOException {
    follow();
    lookedAt(before, cause.turn(), waits);
    Marked found = new Marked(Depth.FILES, RepositoryTrees.NONE, List.of(), Map.of());
    for (RepositoryMoment moment : repositories) {
      List<Head> head = looksBeside().head(moment);
      found = new Marked(Depth.FILES, looksBeside().at(moment), head, Map.of());
    }
    return mark(before, cause, found);
  }

  private CheckpointRecord mark(WorktreeSnapshot before, Cause cause, Marked found)
      throws IOException {
    String tree = known.addTo(store());
    RepositoryTrees beside = found.was();
    boolean isDeep = found.depth() == Depth.REPOSITORY;
    if (!tree.equals(kept) || (isDeep && !beside.equals(keptBeside))) {
      Beside now = new Beside(beside, RepositoryTrees.NONE, List.of(), Circumstances.UNKNOWN);
      CheckpointRecord state = described(Kind.STATE, cause, now, List.of());
      store().keep(state, new CheckpointTrees(tree, "", beside, RepositoryTrees.NONE), "");
      kept = tree;
      keptBeside = beside;
    }
    open = Optional.of(found);
    CheckpointRecord.Id next = new CheckpointRecord.Id(session, number + 1);
    CheckpointRecord running =
        record(next, Kind.CHANGE, cause, List.of(), List.of(), Circumstances.UNKNOWN);
    CommandMarker.Extent extent =
        before.scan().cut().isEmpty() ? CommandMarker.Extent.WHOLE : CommandMarker.Extent.PART;
    new CommandMarker(running, kept, extent).mark(place.settings());
    return running;
  }

  /** The command that was marked has ended, and what it did is kept. */
  void unmark() throws IOException {
    open = Optional.empty();
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
      looksBeside = Optional.empty();
    }
  }

  private void look(TurnId turn) throws IOException {
    lookedAt(looks.get(), turn, () -> true);
  }

  private void lookedAt(WorktreeSnapshot snapshot, TurnId turn, BooleanSupplier mayRead)
      throws IOException {
    known = trees().of(snapshot, mayRead);
    looked = Optional.of(turn);
    int folders = snapshot.scan().cut().size();
    if (!isToldInPart && trees().missed() + folders > 0) {
      isToldInPart = true;
      notice = Optional.of(CheckpointProblems.inPart(trees().missed(), folders));
    }
  }

  /** What is to be told of the records, once. */
  Optional<Problem> takeNotice() {
    Optional<Problem> taken = notice;
    notice = Optional.empty();
    return taken;
  }

  private CheckpointRecord described(Kind kind, Cause cause, Beside beside, List<String> made)
      throws IOException {
    if (store().holds(new CheckpointRecord.Id(session, number + 1))) {
      number = store().lastNumber(session); // an undo was recorded meanwhile
    }
    CheckpointRecord.Id next = new CheckpointRecord.Id(session, ++number);
    return record(next, kind, cause, beside.heads(), made, beside.about());
  }

  private CheckpointRecord record(
      CheckpointRecord.Id id,
      Kind kind,
      Cause cause,
      List<HeadMove> moves,
      List<String> made,
      Circumstances about) {
    String folder = place.folder().toString();
    return new CheckpointRecord(
        id, kind, cause.turn(), cause.title(), folder, moves, made, List.of(), about);
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
      trees = Optional.of(new TreeOfSnapshot(store(), place, Bounds.OF_COMMAND));
    }
    return trees.get();
  }

  private RepositoryLooks looksBeside() throws IOException {
    if (looksBeside.isEmpty()) {
      looksBeside = Optional.of(new RepositoryLooks(store(), place.repositories()));
    }
    return looksBeside.get();
  }

  private void put(Map<String, TreeEntry> files, Path file, FileState state) throws IOException {
    String name = place.inCheckpoint(file);
    switch (state) {
      case FileState.Absent() -> files.put(name, TreeEntry.ABSENT);
      case FileState.Unkept unkept -> files.put(name, CheckpointStore.UNKEPT);
      case Held held -> files.put(name, trees().held(held));
    }
  }
}
