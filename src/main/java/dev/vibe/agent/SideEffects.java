package dev.vibe.agent;

import dev.vibe.approval.SettingsGuard;
import dev.vibe.conversation.CallId;
import dev.vibe.effect.Effect;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.exec.shell.DangerousCommand;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.Checkpoints.Danger;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.file.FileState;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.problem.Problem;
import dev.vibe.text.FileDiff;
import dev.vibe.text.FileDiff.Kind;
import dev.vibe.text.UnifiedDiff;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Observer of commands: finds out what one did to the files of the working folder, and enters it in
 * the run's ledger.
 *
 * <p>What another process changes while the command runs cannot be told from what the command did.
 */
final class SideEffects {

  private final GitWorkspace git;
  private final RunChanges ledger;
  private final Checkpoints checkpoints;
  private final EventBus bus;
  private final SettingsGuard settings;
  private Optional<WorktreeSnapshot> before = Optional.empty();
  private List<Problem> putBack = List.of();

  SideEffects(ToolEnvironment environment, Checkpoints checkpoints, EventBus bus) {
    this.git = environment.git();
    this.ledger = environment.changes();
    this.checkpoints = checkpoints;
    this.bus = bus;
    this.settings = environment.settings();
  }

  /**
   * Effects of a command.
   *
   * @param files sorted by path
   * @param settings what was changed of vibe's own settings, and put back or not
   */
  record Seen(List<FileDiff> files, List<Problem> settings) {}

  /** To be called right before the command runs: records what it could destroy. */
  void watch(Effect.Run run, String title) {
    WorktreeSnapshot now = git.snapshot();
    before = Optional.of(now);
    Danger danger = DangerousCommand.isIn(run.command()) ? Danger.DESTRUCTIVE : Danger.USUAL;
    checkpoints.beforeCommand(now, title, danger);
    putBack = settings.before();
  }

  /**
   * Makes known what changed since {@link #watch}, and gives it.
   *
   * @param call the one that ran the command
   */
  Seen collect(CallId call) {
    List<Problem> changed = new ArrayList<>(putBack);
    changed.addAll(settings.check());
    putBack = List.of();
    tell(changed);
    List<WorktreeChange> changes = before.map(git::changesSince).orElse(List.of());
    before = Optional.empty();
    changes.forEach(ledger::record);
    checkpoints.afterCommand(changes);
    List<FileDiff> diffs = changes.stream().map(SideEffects::diff).toList();
    diffs.forEach(diff -> bus.publish(new Event.FileChanged(List.of(call), diff, false)));
    return new Seen(diffs, changed);
  }

  /** Looks at what something that still runs did to the settings until now. */
  void settle() {
    tell(settings.check());
  }

  private void tell(List<Problem> problems) {
    problems.forEach(problem -> bus.publish(Event.NoticeRaised.of(problem)));
  }

  private static FileDiff diff(WorktreeChange change) {
    String path = change.path().relative();
    Kind kind =
        change.before() instanceof FileState.Absent
            ? Kind.CREATED
            : change.after() instanceof FileState.Absent ? Kind.DELETED : Kind.CHANGED;
    Optional<String> old = text(change.before());
    Optional<String> now = text(change.after());
    if (old.isEmpty() || now.isEmpty()) {
      return new FileDiff(path, kind, List.of(), 0, 0);
    }
    return switch (kind) {
      case CREATED -> UnifiedDiff.created(path, now.get());
      case DELETED -> UnifiedDiff.deleted(path, old.get());
      case CHANGED -> UnifiedDiff.between(path, old.get(), now.get());
    };
  }

  /** Empty when there is nothing that could be shown line by line. */
  private static Optional<String> text(FileState state) {
    return switch (state) {
      case FileState.Absent a -> Optional.of("");
      case FileState.Unkept u -> Optional.empty();
      case FileState.Held held -> {
        try {
          String text =
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(held.bytes())).toString();
          yield text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
          yield Optional.empty();
        }
      }
    };
  }
}
