package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolFact.Progress;
import dev.vibe.conversation.ToolFact.Step;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.problem.RefusalCode;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.schema.AlsoNamed;
import dev.vibe.tool.schema.Doc;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tool that keeps the model's list of what is to be done. One instance a session; any thread may
 * look.
 */
public final class TodoTool implements Tool<TodoTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.TODO,
          "Replace your list of steps, for work of three or more.",
          Input.class,
          CallKind.READS);

  private static final Pattern MARKED =
      Pattern.compile("(?s)\\s*(?:[-*]\\s*)?\\[([ xX>~-]?)\\]\\s*(\\S.*)");

  private static final int MOST_ITEMS = 50;
  private static final int LONGEST_TEXT = 500;

  /** Status of an item: how far it is, in all the words that models use for it. */
  public enum Status {
    @AlsoNamed({"todo", "open", "not_started"})
    PENDING(Progress.PENDING),
    @AlsoNamed({"inprogress", "doing", "active", "started"})
    IN_PROGRESS(Progress.IN_PROGRESS),
    @AlsoNamed({"completed", "complete", "finished", "closed"})
    DONE(Progress.DONE);

    private final Progress progress;

    Status(Progress progress) {
      this.progress = progress;
    }
  }

  /** One thing to do, as the model gives it. */
  public record Item(String text, Status status) {}

  /** Input that the model gives: the list as it is to be. */
  public record Input(@Doc("the whole list, in order") List<Item> items) {
    public Input {
      items = List.copyOf(items);
    }
  }

  @Override
  public ToolDeclaration<Input> declaration() {
    return DECLARATION;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    if (input.items().size() > MOST_ITEMS) {
      return new Refusal(
          RefusalCode.TOO_LARGE,
          "The list has "
              + input.items().size()
              + " items; at most 50 are kept. Merge small steps and drop what is done.");
    }
    List<Step> next = input.items().stream().map(TodoTool::step).toList();
    return new Invocation.Reading(
        ToolNames.TODO + " (" + next.size() + (next.size() == 1 ? " item)" : " items)"),
        List.of(),
        () -> {
          String text =
              next.isEmpty()
                  ? "The list is empty."
                  : next.stream().map(Step::line).collect(Collectors.joining("\n"));
          return new ToolOutput(Outcome.OK, text, List.of(), List.of(new ToolFact.TodoList(next)));
        });
  }

  /** A text may bring its status along, as in a list in Markdown. */
  private static Step step(Item item) {
    Matcher marked = MARKED.matcher(item.text());
    if (item.status() != Status.PENDING || !marked.matches()) {
      return new Step(oneLine(item.text()), item.status().progress);
    }
    Progress progress =
        switch (marked.group(1)) {
          case "x", "X" -> Progress.DONE;
          case " ", "" -> Progress.PENDING;
          default -> Progress.IN_PROGRESS;
        };
    return new Step(oneLine(marked.group(2)), progress);
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= LONGEST_TEXT
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_TEXT)) + "…";
  }
}
