package dev.vibe.git.checkpoint;

import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadSwitch;
import dev.vibe.git.checkpoint.RecordWriter.Effort;
import dev.vibe.git.checkpoint.RecordingState.CommandRunning;
import dev.vibe.git.checkpoint.RecordingState.CommitAnnounced;
import dev.vibe.git.checkpoint.RecordingState.Idle;
import dev.vibe.git.checkpoint.SessionChange.Cause;
import dev.vibe.git.checkpoint.SessionChange.HeadMoves;
import dev.vibe.git.checkpoint.SessionRecords.Depth;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.Head;
import dev.vibe.problem.Problem;
import dev.vibe.workspace.change.FileChange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Recorder of what a run changes, so that it can be undone: before each change the files as they
 * are, and with it what the change makes of them. Edits are recorded with their outcome before they
 * are written, commands before and after. What nobody has to wait for at once is written beside
 * whatever comes next, and one thing after another. Owned by the session's thread; blocks on disk;
 * never throws: a checkpoint that cannot be made is a {@link #takeProblems problem}, and work goes
 * on; until one can be made again, only what is dangerous is tried.
 */
public final class Checkpoints {

  /** Danger of a command: whether it is known to be able to destroy work. */
  public enum Danger {
    USUAL,
    DESTRUCTIVE
  }

  /** Mover of HEAD and of what is staged, while a command ran. */
  public enum Mover {
    THE_COMMAND,
    /** Or nobody: what is in doubt is not undone. */
    SOMEBODY_ELSE
  }

  /** Asks where HEAD is; fails where that cannot be told. */
  @FunctionalInterface
  public interface HeadSource {
    Head head() throws IOException;
  }

  /**
   * How long a command waits for its record where there is no repository or a large one, the look
   * at the folder included.
   */
  private static final Duration PATIENCE = Duration.ofMillis(280);

  /** In a repository of no more files the record is whole before the command runs. */
  private static final int SMALL = 1_000;

  private final Supplier<CheckpointPlace> place;
  private final HeadSource heads;
  private final RecordWriter writer;
  private RecordingState state = new Idle();
  private TurnId turn = new TurnId(1, 1);

  public Checkpoints(
      CheckpointPlace place,
      String session,
      Supplier<WorktreeSnapshot> looks,
      HeadSource heads,
      Steps steps) {
    this(() -> place, session, looks, heads, steps);
  }

  /** The same in a folder that may become a repository's: what was recorded goes along. */
  public Checkpoints(
      Supplier<CheckpointPlace> place,
      String session,
      Supplier<WorktreeSnapshot> looks,
      HeadSource heads,
      Steps steps) {
    this.place = place;
    this.heads = heads;
    this.writer = new RecordWriter(new SessionRecords(place, session, looks, steps));
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
    turn = now;
  }

  /**
   * To be called right before these edits are written, and {@link #settle} before any file is
   * replaced.
   */
  public void beforeEdits(List<FileChange> changes, String title) {
    if (changes.isEmpty()) {
      return;
    }
    Cause cause = new Cause(turn, title);
    writer
        .now(Effort.UNLESS_FAILING, records -> records.edited(changes, cause))
        .ifPresent(change -> writer.later(records -> records.keep(change)));
  }

  /** To be called right before a command runs. */
  public void beforeCommand(WorktreeSnapshot before, String title, Danger danger) {
    Effort effort =
        switch (danger) {
          case USUAL -> Effort.UNLESS_FAILING;
          case DESTRUCTIVE -> Effort.ALWAYS;
        };
    Optional<Head> head = head();
    Cause cause = new Cause(turn, title);
    Optional<List<RepositoryMoment>> found =
        switch (danger) {
          case USUAL -> foundBy(before, head);
          case DESTRUCTIVE -> Optional.empty();
        };
    Depth depth =
        switch (danger) {
          case USUAL -> Depth.FILES;
          case DESTRUCTIVE -> Depth.REPOSITORY;
        };
    boolean isMarked =
        found
            .map(repositories -> markSoon(before, cause, repositories))
            .orElseGet(() -> writer.now(effort, all -> all.mark(before, cause, depth)).isPresent());
    state = isMarked ? new CommandRunning(before, title, head) : new Idle();
  }

  /**
   * The repositories as a command finds them that shall not wait for its record; empty for one that
   * can, or has to.
   */
  private Optional<List<RepositoryMoment>> foundBy(WorktreeSnapshot before, Optional<Head> head) {
    List<GitFolders> repositories = place.get().repositories();
    if (!repositories.isEmpty() && before.scan().files().size() <= SMALL) {
      return Optional.empty();
    }
    List<RepositoryMoment> found = new ArrayList<>();
    try {
      for (GitFolders each : repositories) {
        found.add(RepositoryMoment.of(each, head.stream().toList()));
      }
      return Optional.of(found);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * What the look has read is written beside the command, if need be; what it has not, and is not
   * read by then, is not covered.
   */
  private boolean markSoon(
      WorktreeSnapshot before, Cause cause, List<RepositoryMoment> repositories) {
    AtomicBoolean waits = new AtomicBoolean(true);
    Duration left = PATIENCE.minus(before.age());
    return writer.within(
        left.isNegative() ? Duration.ZERO : left,
        Effort.UNLESS_FAILING,
        records -> records.mark(before, cause, repositories, waits::get),
        () -> waits.set(false));
  }

  /**
   * To be called with all that the command has changed. It is recorded while the model is asked: if
   * the process dies meanwhile, the command counts as cut off, and what was before it is kept.
   */
  public void afterCommand(List<WorktreeChange> changes) {
    afterCommand(changes, Mover.THE_COMMAND);
  }

  /** The same, where it is known who moved HEAD meanwhile, if anybody did. */
  public void afterCommand(List<WorktreeChange> changes, Mover mover) {
    switch (state) {
      case CommandRunning command -> {
        state = new Idle();
        HeadMoves all = moves(command.head());
        Optional<HeadMoves> moves =
            switch (mover) {
              case THE_COMMAND -> Optional.of(all);
              case SOMEBODY_ELSE -> all.isEmpty() ? Optional.of(all) : Optional.empty();
            };
        Cause cause = new Cause(turn, command.title());
        writer.later(
            records -> {
              SessionChange change = records.commanded(command.before(), changes, moves, cause);
              if (!change.isNothing()) {
                records.keep(change);
              }
              records.unmark();
              return true;
            });
      }
      case Idle idle -> {}
      case CommitAnnounced announced -> {}
    }
  }

  /** To be called right before HEAD moves to a commit that no command makes. */
  public void beforeCommit(Head before, String commit, String title) {
    HeadMove move = new HeadMove(before.branch(), before.commit(), commit);
    Cause cause = new Cause(turn, title);
    state =
        writer
            .now(Effort.UNLESS_FAILING, records -> records.keep(move, cause))
            .<RecordingState>map(CommitAnnounced::new)
            .orElseGet(Idle::new);
  }

  /** HEAD has moved as announced. */
  public void committed() {
    state = afterCommit();
  }

  /** HEAD did not move after all, if that was announced. */
  public void notCommitted() {
    if (state instanceof CommitAnnounced(CheckpointRecord.Id id)) {
      writer.now(
          Effort.ALWAYS,
          records -> {
            records.drop(id);
            return id;
          });
    }
    state = afterCommit();
  }

  private RecordingState afterCommit() {
    return switch (state) {
      case CommitAnnounced announced -> new Idle();
      case Idle idle -> idle;
      case CommandRunning running -> running;
    };
  }

  /** Waits until all that was to be recorded is on the disk, or has failed. */
  public void settle() {
    writer.settle();
  }

  /** What went wrong since this was last asked; what is still being written does not wait. */
  public List<Problem> takeProblems() {
    return writer.takeProblems();
  }

  public void close() {
    writer.close();
  }

  private Optional<Head> head() {
    try {
      return Optional.of(heads.head());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private HeadMoves moves(Optional<Head> before) {
    Optional<Head> now = head();
    if (before.isEmpty() || now.isEmpty() || before.equals(now)) {
      return HeadMoves.NONE;
    }
    return before.get().branch().equals(now.get().branch())
        ? new HeadMoves(List.of(move(before.get(), now.get())), List.of())
        : new HeadMoves(List.of(), List.of(new HeadSwitch(before.get(), now.get())));
  }

  private static HeadMove move(Head from, Head to) {
    return new HeadMove(to.branch(), from.commit(), to.commit());
  }
}
