package dev.vibe.app.run;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.context.AttachedText;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.RepeatedStacks;
import dev.vibe.text.Truncation;
import java.util.ArrayList;
import java.util.List;

/** Builder of the task from the command line and standard input. */
final class TaskPrompt {

  /**
   * Of piped text so much is sent, in characters: the beginning says what it is, the end how it
   * ended. A local model cannot hold more beside the work.
   */
  private static final Truncation.Keep ATTACHED = new Truncation.Keep(24_000, 40_000);

  private TaskPrompt() {}

  /**
   * May block on standard input.
   *
   * @throws VibeException (usage) when the prompt is empty
   */
  static Message.User read(RunOptions.Prompt prompt, HostEnvironment host) {
    return switch (prompt) {
      case RunOptions.Prompt.TextOnly(String text) -> Message.User.text(RepeatedStacks.fold(text));
      case RunOptions.Prompt.Recorded(String title) -> Message.User.text(title);
      case RunOptions.Prompt.Text(String text) -> {
        List<Part> parts = new ArrayList<>(List.of(new Part.Text(RepeatedStacks.fold(text))));
        String piped = host.tty().input() ? "" : standardInput(host);
        if (!piped.isBlank()) {
          parts.add(AttachedText.of("stdin", piped, ATTACHED));
        }
        yield new Message.User(parts);
      }
      case RunOptions.Prompt.StandardInput() -> {
        String text = standardInput(host).strip();
        if (text.isEmpty() && host.stop().requested().isEmpty()) {
          throw new VibeException(
              ExitCode.USAGE,
              new Problem(
                  ProblemCode.NO_PROMPT,
                  "nothing to do: standard input holds no prompt",
                  "--prompt - takes the prompt from standard input",
                  "echo \"what to do\" | vibe -p -"));
        }
        yield Message.User.text(text.isEmpty() ? "-" : RepeatedStacks.fold(text));
      }
    };
  }

  private static String standardInput(HostEnvironment host) {
    return PipedInput.read(host.streams().in(), host.stop(), host.err()::println);
  }
}
