package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolNames;
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
import java.util.stream.Collectors;

/**
 * Tool that keeps the model's list of what is to be done. One instance a session; any thread may
 * look.
 */
public final class TodoTool implements Tool<TodoTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.TODO,
          "Replace your list of steps. For work of three or more steps.",
          Input.class,
          CallKind.READS);

  private static final int MOST_ITEMS = 50;
  private static final int LONGEST_TEXT = 500;

  /** How far an item is. */
  public enum Status {
    @AlsoNamed({"todo", "open", "not_started"})
    PENDING(' '),
    @AlsoNamed({"inprogress", "doing", "active", "started"})
    IN_PROGRESS('>'),
    @AlsoNamed({"completed", "complete", "finished", "closed"})
    DONE('x');

    private final char sign;

    Status(char sign) {
      this.sign = sign;
    }
  }

  /** One thing to do. */
  public record Item(String text, Status status) {

    /** As the model and people see it, e.g. {@code [x] write the test}. */
    public String line() {
      return "[" + status.sign + "] " + text;
    }
  }

  /** What the model gives: the list as it is to be. */
  public record Input(@Doc("the whole list, in order") List<Item> items) {
    public Input {
      items = List.copyOf(items);
    }
  }

  private volatile List<Item> items = List.of();

  /** The list as the model left it. */
  public List<Item> items() {
    return items;
  }

  @Override
  public ToolDeclaration<Input> declaration() {
    return DECLARATION;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    if (input.items().size() > MOST_ITEMS) {
      return new Refusal(
          "too_large",
          "The list has "
              + input.items().size()
              + " items; at most 50 are kept. Merge small steps and drop what is done.");
    }
    List<Item> next =
        input.items().stream().map(item -> new Item(oneLine(item.text()), item.status())).toList();
    return new Invocation.Reading(
        ToolNames.TODO + " (" + next.size() + (next.size() == 1 ? " item)" : " items)"),
        List.of(),
        () -> {
          items = next;
          return ToolOutput.ok(
              next.isEmpty()
                  ? "The list is empty."
                  : next.stream().map(Item::line).collect(Collectors.joining("\n")));
        });
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= LONGEST_TEXT
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_TEXT)) + "…";
  }
}
