package dev.vibe.git.checkpoint;

import dev.vibe.file.Uninterrupted;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.Kind;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.snapshot.NewFolders;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.GitStore.Head;
import dev.vibe.git.store.GitStore.TreeEntry;
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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Records what a run changes, so that it can be undone: before each change the files as they are,
 * and with it what the change makes of them. Edits are recorded with their outcome before they are
 * written, commands before and after. What nobody has to wait for at once is written beside
 * whatever comes next, and one thing after another. Owned by the session's thread; blocks on disk;
 * never throws: a checkpoint that cannot be made is a {@link #takeProblems problem}, and work goes
 * on.
 */
public final class Checkpoints {

  /** Whether a command is known to be able to destroy work. */
  public enum Danger {
    USUAL,
    DESTRUCTIVE
  }

  /** Content added by one session, in bytes: as much as a large project holds. */
  static final long QUOTA = 500L << 20;

  /** Asks where HEAD is; fails where that cannot be told. */
  @FunctionalInterface
  public interface HeadSource {
    Head head() throws IOException;
  }

  private final CheckpointPlace place;
  private final String session;
  private final Supplier<WorktreeSnapshot> looks;
  private final HeadSource heads;
  private final Steps steps;
  private final Queue<Problem> problems = new ConcurrentLinkedQueue<>();

  private Optional<CheckpointStore> store = Optional.empty();
  private Optional<TreeOfSnapshot> trees = Optional.empty();
  private TurnId moment = new TurnId(1, 1);

  /** Becomes the moment when what belongs to the one before is written. */
  private TurnId nextMoment = moment;

  private int number;

  /** The files as the last record, or what was recorded with it, left them. */
  private CheckpointFiles known = CheckpointFiles.none();

  /** The tree that a record of this session holds last; empty before there is one. */
  private String kept = "";

  /** The turn for which the whole folder was last looked at. */
  private Optional<TurnId> looked = Optional.empty();

  private Optional<Running> running = Optional.empty();

  /** The record of the last commit. */
  private Optional<CheckpointRecord.Id> announced = Optional.empty();

  /** What is being written; whoever looks at the fields of this object waits for it first. */
  private Optional<Uninterrupted<Boolean>> writing = Optional.empty();

  /** Once something failed, only what is dangerous is tried again. */
  private boolean resting;

  /** A command on its way. */
  private record Running(WorktreeSnapshot before, String title, Optional<Head> head) {}

  public Checkpoints(
      CheckpointPlace place,
      String session,
      Supplier<WorktreeSnapshot> looks,
      HeadSource heads,
      Steps steps) {
    this.place = place;
    this.session = session;
    this.looks = looks;
    this.heads = heads;
    this.steps = steps;
  }

  /**
   * What is to be told about commands of earlier runs in this folder that were cut off with them;
   * each is told once. Cheap; never throws.
   */
  public static List<Problem> cutOff(Path folder, GitSettings settings) {
    return CommandMarker.takeCutOff(folder, settings).stream()
        .map(open -> CheckpointProblems.cutOff(open.record()))
        .toList();
  }

  /** What happens from now on belongs to this run and turn. */
  public void at(TurnId now) {
    nextMoment = now;
  }

  /**
   * To be called right before these edits are written, and {@link #settle} before any file is
   * replaced.
   */
  public void beforeEdits(List<FileChange> changes, String title) {
    settle();
    if (changes.isEmpty() || resting) {
      return;
    }
    try {
      begin(recording(changes, title));
    } catch (IOException | RuntimeException e) {
      failed(e);
    }
  }

  /** Looks at all that the edits are going to change; what is left to do is to write it down. */
  private Work recording(List<FileChange> changes, String title) throws IOException {
    if (looked.isEmpty() || !looked.get().equals(moment)) {
      look();
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
    List<String> made = NewFolders.missing(place.folder(), created);
    return () -> record(before, after, title, List.of(), made);
  }

  /** To be called right before a command runs. */
  public void beforeCommand(WorktreeSnapshot before, String title, Danger danger) {
    settle();
    if (resting && danger == Danger.USUAL) {
      return;
    }
    attempt(
        () -> {
          known = trees().of(before);
          looked = Optional.of(moment);
          String tree = known.addTo(store());
          if (!tree.equals(kept)) {
            store().keep(described(Kind.STATE, title, List.of(), List.of()), tree, "", "");
            kept = tree;
          }
          Optional<Head> head = head();
          running = Optional.of(new Running(before, title, head));
          CheckpointRecord.Id next = new CheckpointRecord.Id(session, number + 1);
          CheckpointRecord open =
              new CheckpointRecord(
                  next, Kind.CHANGE, moment, title, folder(), List.of(), List.of(), List.of());
          new CommandMarker(open, kept).mark(place.settings());
        });
  }

  /**
   * To be called with all that the command has changed. It is recorded while the model is asked: if
   * the process dies meanwhile, the command counts as cut off, and what was before it is kept.
   */
  public void afterCommand(List<WorktreeChange> changes) {
    settle();
    if (running.isEmpty()) {
      return;
    }
    Running command = running.get();
    running = Optional.empty();
    List<HeadMove> moves = moves(command.head());
    begin(
        () -> {
          if (!changes.isEmpty() || !moves.isEmpty()) {
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
            List<String> made = NewFolders.since(command.before(), place.folder(), created);
            record(before, after, command.title(), moves, made);
          }
          CommandMarker.unmark(place.settings(), session);
        });
  }

  /** To be called right before HEAD moves to a commit that no command makes. */
  public void beforeCommit(Head before, String commit, String title) {
    settle();
    announced = Optional.empty();
    if (resting) {
      return;
    }
    attempt(
        () -> {
          HeadMove move = new HeadMove(before.branch(), before.commit(), commit);
          if (kept.isEmpty()) {
            look();
          }
          record(Map.of(), Map.of(), title, List.of(move), List.of());
          announced = Optional.of(new CheckpointRecord.Id(session, number));
        });
  }

  /** HEAD did not move after all. */
  public void notCommitted() {
    settle();
    if (announced.isPresent()) {
      CheckpointRecord.Id id = announced.get();
      announced = Optional.empty();
      attempt(() -> store().drop(id));
    }
  }

  /** Waits until all that was to be recorded is on the disk, or has failed. */
  public void settle() {
    Optional<Uninterrupted<Boolean>> present = writing;
    writing = Optional.empty();
    present.ifPresent(Uninterrupted::await);
    moment = nextMoment;
  }

  /** What went wrong since this was last asked; what is still being written does not wait. */
  public List<Problem> takeProblems() {
    List<Problem> taken = new ArrayList<>();
    for (Problem next = problems.poll(); next != null; next = problems.poll()) {
      taken.add(next);
    }
    return taken;
  }

  public void close() {
    settle();
    if (store.isPresent()) {
      attempt(() -> new CheckpointPruning(store(), place.settings()).runIfDue(place));
      store.get().close();
      store = Optional.empty();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Begins to do it beside whatever comes next. */
  private void begin(Work work) {
    writing =
        Optional.of(
            Uninterrupted.start(
                () -> {
                  attempt(work);
                  return true;
                }));
  }

  private void attempt(Work work) {
    try {
      work.run();
      resting = false;
    } catch (IOException | RuntimeException e) {
      failed(e);
    }
  }

  private void failed(Exception e) {
    if (!resting) {
      problems.add(CheckpointProblems.noCheckpoint(e));
    }
    resting = true;
  }

  /** A change of the files that are known, or of these instead. */
  private void record(
      Map<String, TreeEntry> changedBefore,
      Map<String, TreeEntry> changedAfter,
      String title,
      List<HeadMove> moves,
      List<String> made)
      throws IOException {
    CheckpointFiles before = known.exceptFor(changedBefore);
    CheckpointFiles after = before.exceptFor(changedAfter);
    String now = after.addTo(store());
    store().keep(described(Kind.CHANGE, title, moves, made), before.addTo(store()), now, "");
    looked = Optional.of(moment);
    known = after;
    kept = now;
  }

  private void look() throws IOException {
    known = trees().of(looks.get());
    looked = Optional.of(moment);
  }

  private CheckpointRecord described(
      Kind kind, String title, List<HeadMove> moves, List<String> made) throws IOException {
    if (store().holds(new CheckpointRecord.Id(session, number + 1))) {
      number = store().lastNumber(session); // an undo was recorded meanwhile
    }
    CheckpointRecord.Id id = new CheckpointRecord.Id(session, ++number);
    return new CheckpointRecord(id, kind, moment, title, folder(), moves, made, List.of());
  }

  private String folder() {
    return place.folder().toString();
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

  private Optional<Head> head() {
    try {
      return Optional.of(heads.head());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private List<HeadMove> moves(Optional<Head> before) {
    Optional<Head> now = head();
    boolean moved =
        before.isPresent()
            && now.isPresent()
            && before.get().branch().equals(now.get().branch())
            && !before.get().commit().equals(now.get().commit());
    return moved
        ? List.of(new HeadMove(now.get().branch(), before.get().commit(), now.get().commit()))
        : List.of();
  }
}
