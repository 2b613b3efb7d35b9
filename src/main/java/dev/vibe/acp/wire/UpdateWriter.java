package dev.vibe.acp.wire;

import dev.vibe.acp.wire.ToolCallJson.Status;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.Notice;
import dev.vibe.event.PullRequest;
import dev.vibe.event.Subtask;
import dev.vibe.problem.Problem;
import dev.vibe.text.FileDiff;
import dev.vibe.text.Truncation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Writer of what happens in a session as updates for an editor, in the order of the events. Used by
 * one thread at a time.
 */
public final class UpdateWriter {

  private static final Truncation.Keep SHOWN = new Truncation.Keep(12_000, 12_000);
  private static final int LONGEST_TITLE = 80;

  private final ToolCallJson calls;
  private final ClientAbilities client;
  private final IntSupplier window;

  /** Calls without a result, in the order in which they were taken up. */
  private final Map<CallId, OpenCall> open = new LinkedHashMap<>();

  /** Whether the reply that goes on was already shown piece by piece. */
  private boolean isTextShown;

  private boolean isReasoningShown;
  private boolean hasTitle;
  private int counted;

  /** A call, and what it shows by now. */
  private record OpenCall(ToolCall call, List<Map<String, Object>> content) {}

  /**
   * Has seen nothing yet.
   *
   * @param root the working folder
   * @param window of the model in tokens; 0 when it is not known
   */
  public UpdateWriter(Path root, ClientAbilities client, IntSupplier window) {
    this.calls = new ToolCallJson(root);
    this.client = client;
    this.window = window;
  }

  /** Whether a call was told of and has no result yet. */
  public boolean isOpen(CallId id) {
    return open.containsKey(id);
  }

  /** The updates that an event is; often none. */
  public List<Map<String, Object>> live(Envelope envelope) {
    return switch (envelope.event()) {
      case Event.UserSaid said -> title(said.message(), envelope.at());
      case Event.AssistantSaid(Message.Assistant message) -> said(message);
      case Event.TextDelta(String text) -> {
        isTextShown = true;
        yield List.of(chunk("agent_message_chunk", text));
      }
      case Event.ReasoningDelta(String text) -> {
        isReasoningShown = true;
        yield List.of(chunk("agent_thought_chunk", text));
      }
      case Event.ToolCalled(ToolCall call, String title) -> List.of(called(call, title));
      case Event.OutputGrew(String end, long lines) -> grew(end);
      case Event.FileChanged changed -> changed(changed);
      case Event.ToolFinished finished -> finished(finished.result());
      case Event.Committed committed -> committed(committed);
      case Event.UsageReported used -> usage(used.reply(), used.costUsd());
      case Event.NoticeRaised(Notice notice) -> notice(notice);
      case Event.RetryScheduled retry -> {
        isTextShown &= !retry.discardsShown();
        isReasoningShown &= !retry.discardsShown();
        yield told(retry.reason());
      }
      case Event.Compacted compacted -> compacted(compacted);
      case Event.Verified verified ->
          thought(
              (verified.isGreen() ? "verified: " : "not verified: ")
                  + verified.command()
                  + ": exit code "
                  + verified.exitCode());
      case Event.TaskWorks works -> task(works.task(), works.doing());
      case Event.TaskEnded ended ->
          task(ended.task(), ended.status() + "; vibe export " + ended.task().id() + " shows all");
      case Event.PullRequestMade(PullRequest request) -> thought(request.url());
      case Event.RunEnded ended -> {
        open.clear();
        yield List.of();
      }
      case Event.SessionStarted started -> List.of();
      case Event.ApprovalDecided decided -> List.of();
      case Event.Rewound rewound -> List.of();
      case Event.Progressed progressed -> List.of();
    };
  }

  /** The same of what happened before the editor was there. */
  public List<Map<String, Object>> earlier(Envelope envelope) {
    return switch (envelope.event()) {
      case Event.UserSaid said -> {
        List<Map<String, Object>> all = new ArrayList<>(title(said.message(), envelope.at()));
        String text = text(said.message());
        if (!text.isEmpty()) {
          all.add(chunk("user_message_chunk", text));
        }
        yield all;
      }
      case Event.NoticeRaised raised -> List.of();
      case Event.Compacted compacted -> List.of();
      case Event other -> live(envelope);
    };
  }

  /** Passes over what happened before, which the editor shows by itself. */
  public void passOver(Envelope envelope) {
    hasTitle |= envelope.event() instanceof Event.UserSaid;
  }

  /** Text in the place of an answer of the model. */
  public static Map<String, Object> answer(String text) {
    return chunk("agent_message_chunk", text);
  }

  private static Map<String, Object> update(String kind) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sessionUpdate", kind);
    return json;
  }

  private static Map<String, Object> chunk(String kind, String text) {
    Map<String, Object> json = update(kind);
    json.put("content", ContentBlocks.text(text));
    return json;
  }

  private static String text(Message.User message) {
    StringBuilder text = new StringBuilder();
    for (Part part : message.parts()) {
      if (part instanceof Part.Text(String said)) {
        text.append(text.isEmpty() ? "" : "\n\n").append(said);
      }
    }
    return text.toString();
  }

  /** Once, by how it began. */
  private List<Map<String, Object>> title(Message.User message, Instant at) {
    Optional<String> line =
        text(message).lines().map(String::strip).filter(each -> !each.isEmpty()).findFirst();
    if (hasTitle || line.isEmpty()) {
      return List.of();
    }
    hasTitle = true;
    String whole = line.get();
    Map<String, Object> json = update("session_info_update");
    json.put(
        "title",
        whole.length() <= LONGEST_TITLE ? whole : whole.substring(0, LONGEST_TITLE - 1) + "…");
    json.put("updatedAt", at.toString());
    return List.of(json);
  }

  /** What was not shown piece by piece. */
  private List<Map<String, Object>> said(Message.Assistant message) {
    List<Map<String, Object>> all = new ArrayList<>();
    if (!isReasoningShown && !message.reasoning().isEmpty()) {
      all.add(chunk("agent_thought_chunk", message.reasoning().text()));
    }
    if (!isTextShown && !message.text().isEmpty()) {
      all.add(chunk("agent_message_chunk", message.text()));
    }
    isTextShown = false;
    isReasoningShown = false;
    return all;
  }

  private Map<String, Object> called(ToolCall call, String title) {
    open.put(call.id(), new OpenCall(call, new ArrayList<>()));
    Map<String, Object> json = update("tool_call");
    json.putAll(calls.begun(call, title));
    return json;
  }

  private static Map<String, Object> callUpdate(String id) {
    Map<String, Object> json = update("tool_call_update");
    json.put("toolCallId", id);
    return json;
  }

  /** Commands run one after the other, in the order of their calls. */
  private List<Map<String, Object>> grew(String end) {
    return open.values().stream()
        .filter(each -> each.call().name().equals(ToolNames.BASH))
        .findFirst()
        .map(
            running -> {
              Map<String, Object> json = callUpdate(running.call().id().value());
              json.put("content", List.of(ToolCallJson.output(end)));
              return List.of(json);
            })
        .orElse(List.of());
  }

  /** What a subagent does, as the content of the call that it works for. */
  private List<Map<String, Object>> task(Subtask task, String doing) {
    if (!isOpen(task.call())) {
      return List.of();
    }
    Map<String, Object> json = callUpdate(task.call().value());
    json.put("content", List.of(ToolCallJson.output(doing)));
    return List.of(json);
  }

  private List<Map<String, Object>> changed(Event.FileChanged changed) {
    FileDiff diff = changed.diff();
    List<Map<String, Object>> shown = calls.diffs(diff);
    Optional<OpenCall> doer =
        changed.calls().stream()
            .flatMap(id -> Optional.ofNullable(open.get(id)).stream())
            .findAny();
    Map<String, Object> json;
    if (doer.isPresent()) {
      doer.get().content().addAll(shown);
      json = callUpdate(doer.get().call().id().value());
      json.put("content", List.copyOf(doer.get().content()));
    } else {
      json = update("tool_call");
      json.putAll(ToolCallJson.named("change-" + ++counted, "changed " + diff.path(), "edit"));
      json.put("status", Status.COMPLETED.word());
      json.put("content", shown);
    }
    json.put("locations", List.of(calls.place(diff)));
    return List.of(json);
  }

  private List<Map<String, Object>> finished(ToolResult result) {
    OpenCall call = open.remove(result.callId());
    List<Map<String, Object>> content =
        call == null ? new ArrayList<>() : new ArrayList<>(call.content());
    boolean isCommand = result.toolName().equals(ToolNames.BASH);
    if (isCommand) {
      content.addFirst(shown(result));
    } else if (content.isEmpty() || result.isError()) {
      content.add(shown(result));
    }
    Map<String, Object> json = callUpdate(result.callId().value());
    json.put("status", (result.isError() ? Status.FAILED : Status.COMPLETED).word());
    json.put("content", content);
    List<Map<String, Object>> all = new ArrayList<>();
    all.add(json);
    result.facts().forEach(fact -> plan(fact).ifPresent(all::add));
    return all;
  }

  private static Map<String, Object> shown(ToolResult result) {
    String text = Truncation.chars(result.text(), SHOWN).text();
    return result.isError() && !result.toolName().equals(ToolNames.BASH)
        ? ToolCallJson.text(text)
        : ToolCallJson.output(text);
  }

  private static Optional<Map<String, Object>> plan(ToolFact fact) {
    if (!(fact instanceof ToolFact.TodoList(List<ToolFact.Step> steps))) {
      return Optional.empty();
    }
    Map<String, Object> json = update("plan");
    json.put(
        "entries",
        steps.stream()
            .map(
                step ->
                    Map.of(
                        "content",
                        step.text(),
                        "priority",
                        "medium",
                        "status",
                        progress(step.progress())))
            .toList());
    return Optional.of(json);
  }

  private static String progress(ToolFact.Progress progress) {
    return switch (progress) {
      case PENDING -> "pending";
      case IN_PROGRESS -> "in_progress";
      case DONE -> "completed";
    };
  }

  /** One of the run itself; a call for one shows its own result. */
  private List<Map<String, Object>> committed(Event.Committed committed) {
    if (open.values().stream().anyMatch(call -> call.call().name().equals(ToolNames.GIT_COMMIT))) {
      return List.of();
    }
    Map<String, Object> json = update("tool_call");
    String subject = committed.message().lines().findFirst().orElse("");
    json.putAll(ToolCallJson.named("commit-" + ++counted, "commit " + subject, "execute"));
    json.put("status", Status.COMPLETED.word());
    json.put(
        "content",
        List.of(ToolCallJson.output(committed.id() + "\n" + String.join("\n", committed.files()))));
    return List.of(json);
  }

  private List<Map<String, Object>> usage(Usage reply, double cost) {
    int size = window.getAsInt();
    if (size <= 0) {
      return List.of();
    }
    Map<String, Object> json = update("usage_update");
    json.put("used", reply.totalTokens());
    json.put("size", size);
    if (cost > 0) {
      json.put("cost", Map.of("amount", cost, "currency", "USD"));
    }
    return List.of(json);
  }

  private List<Map<String, Object>> notice(Notice notice) {
    return switch (notice) {
      case Notice.PrefixBreak inside -> List.of();
      case Notice.ContextFills shown -> List.of(); // the editor shows how full it is
      case Notice.ModelSwitched switched -> told(switched.problem());
      case Notice.NotCommitted left -> told(left.problem());
      case Notice.Plain plain -> told(plain.problem());
    };
  }

  private static List<Map<String, Object>> thought(String text) {
    return List.of(chunk("agent_thought_chunk", text + "\n\n"));
  }

  /** A notice where there is a place for it; else among the thoughts, which are not the answer. */
  public List<Map<String, Object>> told(Problem problem) {
    String more =
        problem.remedy().isEmpty()
            ? problem.cause()
            : problem.cause() + (problem.cause().isEmpty() ? "" : ". ") + problem.remedy();
    if (!client.showsNotices()) {
      String text = more.isEmpty() ? problem.what() : problem.what() + ": " + more;
      return thought(text);
    }
    Map<String, Object> json = update("notice");
    json.put("severity", "warning");
    json.put("title", problem.what());
    if (!more.isEmpty()) {
      json.put("description", more);
    }
    return List.of(json);
  }

  private List<Map<String, Object>> compacted(Event.Compacted compacted) {
    if (!client.showsCompactions()) {
      return List.of();
    }
    Map<String, Object> json = update("compaction_update");
    json.put("compactionId", "compaction-" + ++counted);
    json.put("status", "completed");
    if (!compacted.summary().isEmpty()) {
      json.put("summary", List.of(ContentBlocks.text(compacted.summary())));
    }
    return List.of(json);
  }
}
