package dev.vibe.agent;

import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.util.List;
import java.util.Optional;

/**
 * Guard against a model that does the same failing thing over and over. A reply counts as a repeat
 * when its results all failed and its calls equal those of the reply before.
 */
final class RepeatGuard {

  /** So many equal failures in a row end the run. */
  private static final int MOST = 3;

  private List<String> last = List.of();
  private int times;

  Optional<Stop> check(List<ToolCall> calls, List<ToolResult> results) {
    if (!results.stream().allMatch(ToolResult::isError)) {
      last = List.of();
      times = 0;
      return Optional.empty();
    }
    List<String> now = calls.stream().map(call -> call.name() + call.arguments().text()).toList();
    times = now.equals(last) ? times + 1 : 1;
    last = now;
    return times < MOST ? Optional.empty() : Optional.of(stuck(calls.getFirst()));
  }

  private static Stop stuck(ToolCall call) {
    return new Stop(
        ExitCode.FAILED,
        new Problem(
            ProblemCode.STUCK,
            "the model repeats a call that fails",
            "it sent the same " + call.name() + " call " + MOST + " times and it failed each time",
            "say in the prompt how to do that step, or use another model"));
  }
}
