package dev.vibe.agent;

import dev.vibe.approval.SettingsGuard;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.exec.CommandRequest;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Launch;
import dev.vibe.exec.OutputSnapshot;
import dev.vibe.exec.ProcessResult;
import dev.vibe.exec.shell.ShellWriter;
import dev.vibe.git.commit.HookRunner;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.problem.VibeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runner of the hooks of a repository as the commands that they are: confined, limited and masked
 * as those of the model. What they change is made known.
 *
 * @param interrupts of the thread that commits: a stop ends a hook
 * @param reach how much of the machine hooks may reach, as their user set it
 * @param watcher hears of the output while a hook runs
 */
public record HookCommands(
    CommandRunner commands,
    SettingsGuard settings,
    EventBus bus,
    Interrupts interrupts,
    Launch.Reach reach,
    Consumer<OutputSnapshot> watcher)
    implements HookRunner {

  /** Characters of the output; the last ones say what is wrong. */
  private static final int MOST_OUTPUT = 4_000;

  @Override
  public Ended run(Hook hook) {
    CommandRequest request =
        CommandRequest.foreground(line(hook), hook.folder(), CommandRequest.LONGEST)
            .reaching(reach);
    settings.before().forEach(problem -> bus.publish(Event.NoticeRaised.of(problem)));
    try {
      ProcessResult result = interrupts.during(() -> commands.run(request, watcher));
      boolean isGood = result.ending() == ProcessResult.Ending.EXITED && result.exitCode() == 0;
      return new Ended(isGood, how(result), last(result.output()) + kept(result), List.of());
    } catch (VibeException e) {
      return new Ended(false, e.problem().what(), e.problem().cause(), List.of());
    } finally {
      settings.check().forEach(problem -> bus.publish(Event.NoticeRaised.of(problem)));
    }
  }

  private static String line(Hook hook) {
    List<String> words = new ArrayList<>();
    words.add(ShellWriter.quoted(hook.file().toString()));
    hook.arguments().forEach(argument -> words.add(ShellWriter.quoted(argument)));
    String command = ShellWriter.with(hook.variables(), String.join(" ", words));
    return hook.input().isEmpty()
        ? command
        : "printf %s " + ShellWriter.quoted(hook.input()) + " | " + command;
  }

  /** What the sandbox kept it from, and how its user opens that. */
  private String kept(ProcessResult result) {
    return commands
        .launcher()
        .stopped(result.level(), result)
        .map(kept -> "\n" + kept + "; sandbox.hooks = false runs hooks without a sandbox")
        .orElse("");
  }

  private static String how(ProcessResult result) {
    return switch (result.ending()) {
      case EXITED, RUNNING -> "exit code " + result.exitCode();
      case TIMED_OUT -> "stopped after " + CommandRequest.LONGEST.toMinutes() + " minutes";
      case INTERRUPTED -> "interrupted";
    };
  }

  private static String last(ProcessResult.Output output) {
    String text = (output.omittedBytes() == 0 ? output.head() : output.tail()).strip();
    return text.length() <= MOST_OUTPUT ? text : "…" + text.substring(text.length() - MOST_OUTPUT);
  }

  @Override
  public void changed(List<WorktreeChange> changes) {
    changes.forEach(
        change -> bus.publish(new Event.FileChanged(List.of(), ChangeDiff.of(change), false)));
  }
}
