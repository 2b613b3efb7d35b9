package dev.vibe.provider.replay;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.Usage;
import dev.vibe.effect.ExecutionMode;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelEvent.Finish;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import dev.vibe.provider.ServedModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Model that makes calls which are known beforehand, so that they go through the same loop as a
 * model's: a reply for each list of calls, then an answer that tells what became of them.
 */
public final class ScriptedModel implements ChatModel {

  private static final String TOOL = "tool";

  private final Deque<List<ToolCall>> replies;
  private final String reads;
  private final ExecutionMode mode;

  /**
   * Takes what it replies.
   *
   * @param replies calls by reply, in order
   * @param reads the name of a tool whose results are not worth telling
   * @param mode whether what it tells of was done, or only shown
   */
  public ScriptedModel(List<List<ToolCall>> replies, String reads, ExecutionMode mode) {
    this.replies = new ArrayDeque<>(replies);
    this.reads = reads;
    this.mode = mode;
  }

  /**
   * Reads {@code [{"tool": NAME, PARAMETER: VALUE, …}, …]}; an element may also be a call as it
   * stands in a reply of a chat completion.
   *
   * @throws VibeException (usage) when it is not that
   */
  public static List<ToolCall> parse(String json) {
    List<ToolCall> calls = new ArrayList<>();
    try {
      Object list = Json.object("{\"calls\":" + json + "}").get("calls");
      if (!(list instanceof List<?> items)) {
        throw bad("it is not a list");
      }
      for (Object item : items) {
        calls.add(call(calls.size() + 1, item));
      }
    } catch (JsonShapeException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
    if (calls.isEmpty()) {
      throw bad("the list is empty");
    }
    return calls;
  }

  private static ToolCall call(int number, Object item) {
    if (item instanceof Map<?, ?> fields && fields.get("function") instanceof Map<?, ?> function) {
      return replied(number, function);
    }
    if (!(item instanceof Map<?, ?> fields) || !(fields.get(TOOL) instanceof String tool)) {
      throw bad("element " + number + " does not say which \"tool\" it calls");
    }
    Map<String, Object> arguments = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (!TOOL.equals(name)) {
            arguments.put(String.valueOf(name), value);
          }
        });
    return of(number, tool, arguments);
  }

  /** Its arguments are an object written as a string, or that object. */
  private static ToolCall replied(int number, Map<?, ?> function) {
    if (!(function.get("name") instanceof String tool)) {
      throw bad("element " + number + " has a function without a name");
    }
    String arguments =
        switch (function.get("arguments")) {
          case String written -> written;
          case Map<?, ?> object -> Json.write(object);
          case null, default ->
              throw bad("element " + number + " has a function without arguments");
        };
    return new ToolCall(new CallId("recorded" + number), tool, new RawJson(arguments));
  }

  public static ToolCall of(int number, String tool, Map<String, Object> arguments) {
    return new ToolCall(new CallId("recorded" + number), tool, new RawJson(Json.write(arguments)));
  }

  private static VibeException bad(String cause) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.BAD_CALLS,
            "cannot read the list of tool calls",
            cause,
            "[{\"tool\":\"str_replace\",\"file\":\"a.txt\",\"old\":\"x\",\"new\":\"y\"}]"));
  }

  @Override
  public String id() {
    return "recorded";
  }

  @Override
  public String endpoint() {
    return "file";
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.UNKNOWN;
  }

  @Override
  public ModelStream open(ModelRequest request) {
    Message.Assistant reply =
        replies.isEmpty()
            ? new Message.Assistant(summary(request.messages()), Reasoning.NONE, List.of())
            : new Message.Assistant("", Reasoning.NONE, replies.remove());
    Finish finish = reply.calls().isEmpty() ? Finish.STOP : Finish.TOOL_CALLS;
    return new Played(new ModelEvent.Done(reply, Usage.NONE, finish));
  }

  /** Stream of a reply that is there already, in one piece. */
  private static final class Played implements ModelStream {

    private static final ModelEvent CANCELLED =
        new ModelEvent.Failed(
            ModelEvent.Kind.CANCELLED,
            new Problem(ProblemCode.CANCELLED, "the reply was cancelled", "", ""),
            "");

    private final ModelEvent reply;
    private volatile boolean closed;

    Played(ModelEvent reply) {
      this.reply = reply;
    }

    @Override
    public ModelEvent next() {
      return closed || Thread.currentThread().isInterrupted() ? CANCELLED : reply;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private String summary(List<Message> messages) {
    List<ToolResult> results = new ArrayList<>();
    for (Message message : messages) {
      if (message instanceof Message.ToolResults(List<ToolResult> some)) {
        some.stream().filter(result -> !result.toolName().equals(reads)).forEach(results::add);
      }
    }
    List<ToolResult> failed =
        results.stream().filter(result -> result.isError() && !result.isOnlyShown()).toList();
    StringBuilder text =
        new StringBuilder()
            .append(results.size() - failed.size())
            .append(" of ")
            .append(results.size())
            .append(
                switch (mode) {
                  case REAL -> " applied.";
                  case DRY_RUN -> " would apply.";
                });
    failed.forEach(
        result ->
            text.append("\n\n").append(result.toolName()).append(": ").append(result.forModel()));
    return text.toString();
  }

  @Override
  public List<ServedModel> served() {
    return List.of(new ServedModel(id(), 0, ""));
  }
}
