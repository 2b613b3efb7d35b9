package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.event.Inquiry;
import dev.vibe.problem.RefusalCode;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.schema.Doc;
import dev.vibe.tool.schema.MayBeAbsent;
import java.util.List;
import java.util.Optional;

/** Tool that asks the person at the screen, where there is one. */
public final class AskUserTool implements Tool<AskUserTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.ASK_USER,
          "Ask the user what only he can decide, and wait for the answer.",
          Input.class,
          CallKind.READS);

  /** A screen shows so many, and one key picks one. */
  private static final int MOST_OPTIONS = 9;

  private static final int LONGEST_QUESTION = 2_000;
  private static final int LONGEST_OPTION = 200;

  private static final String NO_ANSWER =
      "The user gave no answer. Decide what is likeliest, and say so at the end.";

  private final Person person;

  /** Port to the person. */
  @FunctionalInterface
  public interface Person {

    /**
     * Blocks until there is an answer.
     *
     * @return what was said; empty when the person would not say anything
     */
    Optional<String> answer(Inquiry inquiry) throws InterruptedException;
  }

  public AskUserTool(Person person) {
    this.person = person;
  }

  /** Input that the model gives. */
  public record Input(
      String question,
      @Doc("likely answers, in a few words each") @MayBeAbsent List<String> options) {
    public Input {
      options = List.copyOf(options);
    }
  }

  @Override
  public ToolDeclaration<Input> declaration() {
    return DECLARATION;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    String question = input.question().strip();
    List<String> options =
        input.options().stream()
            .map(option -> option.strip().replaceAll("\\s+", " "))
            .filter(option -> !option.isEmpty())
            .distinct()
            .toList();
    if (question.isEmpty()) {
      return new Refusal(RefusalCode.INVALID, "There is no question. Say what you want to know.");
    }
    if (question.length() > LONGEST_QUESTION
        || options.size() > MOST_OPTIONS
        || options.stream().anyMatch(option -> option.length() > LONGEST_OPTION)) {
      return new Refusal(
          RefusalCode.TOO_LARGE,
          "That is too much to read at once: a question has at most 2000 characters, and 9 options"
              + " of 200. Ask for less.");
    }
    return new Invocation.Reading(
        "ask: " + question.lines().findFirst().orElse(""),
        List.of(),
        () ->
            person
                .answer(new Inquiry(question, options))
                .map(answer -> new ToolOutput(Outcome.OK, answer, List.of(), List.of()))
                .orElseGet(() -> new ToolOutput(Outcome.OK, NO_ANSWER, List.of(), List.of())));
  }
}
