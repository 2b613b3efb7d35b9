package dev.vibe.app.interactive;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Usage;
import dev.vibe.git.commit.ChangedFile;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import dev.vibe.repl.state.Input;
import dev.vibe.text.Truncation;
import dev.vibe.text.UnifiedDiff;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Wording of a commit by the model: one request, beside the conversation and without tools, with
 * what was asked for and the lines that changed.
 *
 * @param secrets masks what the model must not see
 */
record CommitWording(ChatModel model, UnaryOperator<String> secrets) {

  private static final String TASK =
      "You word commit messages. Answer with the message alone: a first line in the imperative of"
          + " at most 72 characters that says what changed, then, where it is not plain, a blank"
          + " line and why.";

  private static final Truncation.Keep LINES = new Truncation.Keep(9_000, 3_000);

  /** Requests of the person, the last ones. */
  private static final int MOST_PROMPTS = 3;

  private static final Truncation.Keep PROMPT = new Truncation.Keep(600, 200);

  /** Room to think for a model that does. */
  private static final int MOST_TOKENS = 4_000;

  private static final Pattern FENCED = Pattern.compile("```\\w*\\n(.*?)\\n?```", Pattern.DOTALL);

  /**
   * The message; empty when the model has none. Blocks on the model, until it is interrupted.
   *
   * @param prompts what the person asked for, oldest first
   * @throws VibeException when the model cannot be asked
   */
  String of(List<ChangedFile> files, List<String> prompts, Consumer<Input> tell)
      throws InterruptedException {
    ModelRequest request =
        new ModelRequest(TASK, List.of(Message.User.text(said(files, prompts))), List.of())
            .cutAt(MOST_TOKENS);
    try (ModelStream stream = model.open(request)) {
      while (true) {
        switch (stream.next()) {
          case ModelEvent.Done(Message.Assistant reply, Usage usage, var finish) -> {
            tell.accept(new Input.Used(usage, model.capabilities().price().of(usage)));
            return message(reply.text());
          }
          case ModelEvent.Failed failed -> {
            if (Thread.interrupted()) {
              throw new InterruptedException();
            }
            throw new VibeException(ExitCode.UNREACHABLE, failed.problem());
          }
          case ModelEvent.TextDelta d -> {}
          case ModelEvent.ReasoningDelta d -> {}
          case ModelEvent.Loading l -> {}
          case ModelEvent.Reading r -> {}
          case ModelEvent.Retrying r -> {}
        }
      }
    }
  }

  private String said(List<ChangedFile> files, List<String> prompts) {
    String asked =
        prompts.subList(Math.max(0, prompts.size() - MOST_PROMPTS), prompts.size()).stream()
            .map(prompt -> "> " + Truncation.chars(prompt.strip(), PROMPT).text())
            .collect(Collectors.joining("\n"));
    String lines =
        files.stream()
            .map(file -> UnifiedDiff.render(file.uncommitted()))
            .collect(Collectors.joining());
    return secrets.apply(
        "What was asked for:\n"
            + asked
            + "\n\nWhat changed:\n"
            + Truncation.chars(lines, LINES).text());
  }

  /** Without a fence around it. */
  private static String message(String text) {
    Matcher fenced = FENCED.matcher(text.strip());
    return (fenced.matches() ? fenced.group(1) : text).strip();
  }
}
