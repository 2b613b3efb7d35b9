package dev.vibe.agent;

import dev.vibe.conversation.ToolCall;
import dev.vibe.exec.shell.GitUse;
import dev.vibe.exec.shell.IdleCommand;
import dev.vibe.text.QuotedName;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Toolbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reasons why a call that commits has to wait: what went wrong before it in the reply, a
 * verification that does not pass, or a hook. Of one reply; owned by the session's thread.
 */
final class CommitHolds {

  private final Toolbox toolbox;
  private final List<ToolCall> calls;
  private final CallResults results;
  private final RunVerification verification;
  private final SessionHookPoints hooks;
  private final Map<Integer, String> commands = new HashMap<>();

  CommitHolds(
      Toolbox toolbox,
      List<ToolCall> calls,
      CallResults results,
      RunVerification verification,
      SessionHookPoints hooks) {
    this.hooks = hooks;
    this.toolbox = toolbox;
    this.calls = calls;
    this.results = results;
    this.verification = verification;
  }

  /** A call was not held back. */
  void passed(int index, String command) {
    commands.put(index, command);
  }

  /** In words for the model; empty for a call that does not commit, or may. */
  Optional<String> reason(int index, Invocation invocation) {
    if (CallEffects.commit(invocation)) {
      return whatWentWrong(index)
          .or(verification::objection)
          .or(() -> hooks.beforeCommit(CallEffects.message(invocation)));
    }
    String command = CallEffects.command(invocation);
    return GitUse.commits(command)
        ? verification.objection().or(() -> hooks.beforeCommit(command))
        : Optional.empty();
  }

  /** What went wrong before it in the reply. */
  private Optional<String> whatWentWrong(int index) {
    Optional<String> failed = editThatFailedBefore(index);
    if (failed.isPresent()) {
      return failed.map(
          name ->
              name
                  + ", called before this commit in the same reply, failed. Look at that first,"
                  + " then commit in a later reply");
    }
    for (int i = 0; i < index; i++) {
      Optional<Integer> exit = results.badExit(i);
      String command = commands.getOrDefault(i, "");
      if (exit.isPresent() && !IdleCommand.is(command)) {
        return Optional.of(
            command.strip().lines().findFirst().orElse("a command")
                + " failed in this reply (exit code "
                + exit.get()
                + "); look at it, then commit");
      }
    }
    return Optional.empty();
  }

  /** Its name; one that there is no tool for was perhaps meant to edit. */
  private Optional<String> editThatFailedBefore(int index) {
    for (int i = 0; i < index; i++) {
      String name = calls.get(i).name();
      CallKind kind = toolbox.kindOf(name).orElse(CallKind.EDITS);
      if (kind == CallKind.EDITS && results.failed(i)) {
        return Optional.of(QuotedName.of(name));
      }
    }
    return Optional.empty();
  }
}
