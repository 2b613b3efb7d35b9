package dev.vibe.agent.subagent;

import dev.vibe.agent.subagent.SubagentKind.Ability;
import dev.vibe.conversation.ToolNames;
import dev.vibe.effect.Effect;
import dev.vibe.event.Subtask;
import dev.vibe.problem.RefusalCode;
import dev.vibe.text.ControlChars;
import dev.vibe.text.QuotedName;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.schema.Doc;
import dev.vibe.tool.schema.MayBeAbsent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tool by which a model hands a task to a subagent and gets its answer. */
public final class TaskTool implements Tool<TaskTool.Input> {

  private static final int LONGEST_TITLE = 60;

  private final SubagentHost host;
  private final SubagentDesk desk;
  private final ToolDeclaration<Input> declaration;

  /** For the subagents of a session. */
  public TaskTool(SubagentHost host) {
    this.host = host;
    this.desk = new SubagentDesk(host);
    this.declaration =
        new ToolDeclaration<>(
            ToolNames.TASK,
            "Hand a self-contained task to a subagent, which sees nothing of this conversation, and"
                + " get its answer. Kinds: "
                + host.kinds().stream()
                    .map(kind -> kind.name() + described(kind))
                    .collect(Collectors.joining("; "))
                + ".",
            Input.class,
            CallKind.ACTS);
  }

  private static String described(SubagentKind kind) {
    return kind.description().isEmpty()
        ? ""
        : " (" + ControlChars.neutraliseLine(kind.description()) + ")";
  }

  /** Input that the model gives. */
  public record Input(
      @Doc("all that it has to know") String prompt,
      @Doc("explore when left out") @MayBeAbsent @Nullable String kind) {}

  @Override
  public ToolDeclaration<Input> declaration() {
    return declaration;
  }

  /** Those that only read stand side by side, like other reads. */
  @Override
  public CallKind kindOf(Input input) {
    return kind(input).filter(kind -> kind.ability() == Ability.READS).isPresent()
        ? CallKind.READS
        : CallKind.ACTS;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    Optional<SubagentKind> found = kind(input);
    if (found.isEmpty()) {
      return new Refusal(
          RefusalCode.NOT_FOUND,
          "there is no kind "
              + QuotedName.of(String.valueOf(input.kind()))
              + "; there are: "
              + host.kinds().stream().map(SubagentKind::name).collect(Collectors.joining(", "))
              + ".");
    }
    if (input.prompt().isBlank()) {
      return new Refusal(RefusalCode.NOT_FOUND, "the prompt is empty; say what is to be done.");
    }
    String obstacle = host.obstacle();
    if (!obstacle.isEmpty()) {
      return new Refusal(RefusalCode.NOT_FOUND, obstacle + "; do it yourself.");
    }
    SubagentKind kind = found.get();
    Subtask task =
        new Subtask(
            context.call().orElseThrow(), host.freshId(), kind.name(), title(input.prompt()));
    List<Effect> effects = List.of();
    int most = context.mostOutput();
    return switch (kind.ability()) {
      case READS ->
          new Invocation.Reading(
              task.line(), effects, () -> desk.run(task, kind, input.prompt(), most));
      case WORKS ->
          new Invocation.Acting(
              task.line(),
              effects,
              () -> host.interrupts().during(() -> desk.run(task, kind, input.prompt(), most)));
    };
  }

  private Optional<SubagentKind> kind(Input input) {
    String named = input.kind() == null ? "" : input.kind().strip().toLowerCase(Locale.ROOT);
    String wanted = named.isEmpty() ? SubagentKind.EXPLORE.name() : named;
    return host.kinds().stream().filter(kind -> kind.name().equals(wanted)).findFirst();
  }

  private static String title(String prompt) {
    String line =
        ControlChars.neutraliseLine(
            prompt
                .lines()
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse(""));
    return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE - 1) + "…";
  }
}
