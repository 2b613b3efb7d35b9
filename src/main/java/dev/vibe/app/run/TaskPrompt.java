package dev.vibe.app.run;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.context.AttachedText;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.file.BoundedFile;
import dev.vibe.file.IoReason;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.RepeatedStacks;
import dev.vibe.text.Truncation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builder of the task from the command line and standard input. */
final class TaskPrompt {

  /**
   * Of piped text so much is sent, in characters: the beginning says what it is, the end how it
   * ended. A local model cannot hold more beside the work.
   */
  private static final Truncation.Keep ATTACHED = new Truncation.Keep(24_000, 40_000);

  /** Far above what a person writes; in bytes. */
  private static final int LARGEST_FILE = 1024 * 1024;

  private TaskPrompt() {}

  /**
   * May block on standard input.
   *
   * @throws VibeException (usage) when the prompt is empty, or its file cannot be read
   */
  static Message.User read(RunOptions.Prompt prompt, HostEnvironment host) {
    return switch (prompt) {
      case RunOptions.Prompt.TextOnly(String text) -> Message.User.text(RepeatedStacks.fold(text));
      case RunOptions.Prompt.Recorded(String title) -> Message.User.text(title);
      case RunOptions.Prompt.Text(String text) -> withInput(text, host);
      case RunOptions.Prompt.FromFile(Path file, boolean takesInput) -> {
        String text = text(host.directory().resolve(file));
        yield takesInput ? withInput(text, host) : Message.User.text(RepeatedStacks.fold(text));
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

  private static Message.User withInput(String text, HostEnvironment host) {
    List<Part> parts = new ArrayList<>(List.of(new Part.Text(RepeatedStacks.fold(text))));
    String piped = host.tty().input() ? "" : standardInput(host);
    if (!piped.isBlank()) {
      parts.add(AttachedText.of("stdin", piped, ATTACHED));
    }
    return new Message.User(parts);
  }

  private static String text(Path file) {
    try {
      String text =
          BoundedFile.text(file, LARGEST_FILE)
              .orElseThrow(() -> unusable(file, "there is no such file"))
              .strip();
      if (text.isEmpty()) {
        throw unusable(file, "it is empty");
      }
      return text;
    } catch (IOException e) {
      throw unusable(file, IoReason.of(e));
    }
  }

  private static VibeException unusable(Path file, String why) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.NO_PROMPT,
            "nothing to do: there is no prompt in " + file,
            why,
            "--prompt-file FILE takes what the file says, in UTF-8"));
  }

  private static String standardInput(HostEnvironment host) {
    return PipedInput.read(host.streams().in(), host.stop(), host.err()::println);
  }
}
