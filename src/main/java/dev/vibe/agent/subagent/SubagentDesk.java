package dev.vibe.agent.subagent;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.event.Command;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.event.Subtask;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Truncation;
import dev.vibe.tool.ToolOutput;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Desk at which tasks wait for a place, get a subagent and are answered. Used by the threads that
 * run the calls of a session: for work, that is the session's own; for reads, one each.
 */
final class SubagentDesk {

  private final SubagentHost host;
  private int taken;

  SubagentDesk(SubagentHost host) {
    this.host = host;
  }

  /**
   * Runs a task to its end. Blocks on the subagent; an interrupt stops that in order.
   *
   * @param most characters of the answer
   * @throws InterruptedException when it was interrupted; by then the subagent has ended
   */
  ToolOutput run(Subtask task, SubagentKind kind, String prompt, int most)
      throws InterruptedException {
    takePlace();
    try {
      return inPlace(task, kind, prompt, most);
    } finally {
      leavePlace();
    }
  }

  /** With one place they come one after the other, and each finds the prefix of the last one. */
  private synchronized void takePlace() throws InterruptedException {
    while (taken >= host.places()) {
      wait();
    }
    taken++;
  }

  private synchronized void leavePlace() {
    taken--;
    notifyAll();
  }

  private ToolOutput inPlace(Subtask task, SubagentKind kind, String prompt, int most)
      throws InterruptedException {
    long start = System.nanoTime();
    SubagentProgress progress = new SubagentProgress(host, task, kind.place());
    progress.begun();
    RunResult result;
    String where;
    try (Subagent agent =
        host.open(new SubagentHost.Order(task.id(), kind, kind.place(), progress))) {
      where = agent.where();
      agent.session().submit(new Command.Prompt(told(kind, prompt, where)));
      result = awaited(agent);
    } catch (VibeException e) {
      ended(task, ExitCode.FAILED, progress, start);
      throw e;
    } catch (InterruptedException e) {
      ended(task, ExitCode.INTERRUPTED, progress, start);
      throw e;
    } catch (RuntimeException | Error e) {
      ended(task, ExitCode.FAILED, progress, start);
      throw e;
    }
    host.tell(
        new Event.TaskEnded(
            task,
            word(result.exitCode()),
            result.turns(),
            result.usage(),
            result.costUsd(),
            Duration.ofNanos(System.nanoTime() - start),
            kind.place() == SubagentPlace.IN_PLACE ? result.changedFiles() : List.of()));
    if (result.exitCode() == ExitCode.INTERRUPTED) {
      throw new InterruptedException();
    }
    return output(result, where, most);
  }

  /** What it has spent by then counts, whatever became of it. */
  private void ended(Subtask task, ExitCode as, SubagentProgress progress, long start) {
    host.tell(
        new Event.TaskEnded(
            task,
            word(as),
            progress.turns(),
            progress.usage(),
            progress.costUsd(),
            Duration.ofNanos(System.nanoTime() - start),
            progress.changedFiles()));
  }

  /** The task stands last, so that all that is before it is the same for each of its kind. */
  private static Message.User told(SubagentKind kind, String prompt, String where) {
    String place =
        where.isEmpty() ? "" : "\n\nYou work in another copy: name files by relative paths.";
    return Message.User.text(kind.prompt() + place + "\n\n" + prompt);
  }

  /** An interrupt is handed on; its run then ends in order, with a result of its own. */
  private static RunResult awaited(Subagent agent) throws InterruptedException {
    try {
      return agent.session().awaitResult();
    } catch (InterruptedException e) {
      agent.session().submit(new Command.Stop(ExitCode.INTERRUPTED));
      return agent.session().awaitResult();
    }
  }

  private static ToolOutput output(RunResult result, String where, int most) {
    StringBuilder tail = new StringBuilder();
    if (!result.changedFiles().isEmpty()) {
      tail.append("\n\nIt changed: ").append(String.join(", ", result.changedFiles()));
    }
    if (!where.isEmpty()) {
      tail.append("\n").append(where);
    }
    boolean isDone = result.exitCode() == ExitCode.DONE;
    if (!isDone) {
      tail.append("\n\nIt did not come to its end: ").append(word(result.exitCode()));
      if (result.ending() instanceof RunResult.Ending.Badly(var code, var problem)) {
        tail.append(": ").append(problem.what()).append(": ").append(problem.cause());
      }
    }
    String end = ControlChars.neutralise(tail.toString());
    String answer = result.answer().isBlank() ? "(no answer)" : result.answer();
    String text =
        Truncation.chars(
                    ControlChars.neutralise(answer),
                    new Truncation.Keep(Math.max(200, most - end.length()), 0))
                .text()
            + end;
    return new ToolOutput(isDone ? Outcome.OK : Outcome.FAILED, text, List.of());
  }

  private static String word(ExitCode code) {
    return code.name().toLowerCase(Locale.ROOT);
  }
}
