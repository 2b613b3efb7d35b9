package dev.vibe.agent;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.conversation.Usage;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelEvent.Finish;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import dev.vibe.provider.ServedModel;
import dev.vibe.testkit.TokenMeasure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A model with a real window: it counts the tokens of each request, as a server of this family
 * does, refuses one that leaves no room for an answer, and reports the count of the others.
 */
final class WindowedModel implements ChatModel {

  /** What a server needs at least to answer at all. */
  private static final int LEAST_ANSWER = 16;

  /** What a template puts around a message. */
  private static final int AROUND = 4;

  private final int window;
  private final Function<ModelRequest, Message.Assistant> work;
  private final Function<ModelRequest, Message.Assistant> summaries;
  private final Map<Message, Integer> counted = new HashMap<>();
  final List<Integer> sizes = new ArrayList<>();
  final List<ModelRequest> asked = new ArrayList<>();
  final List<ModelRequest> askedForSummary = new ArrayList<>();
  int refusals;

  /**
   * A model.
   *
   * @param work answers a request for the next step
   * @param summaries answers a request for a summary
   */
  WindowedModel(
      int window,
      Function<ModelRequest, Message.Assistant> work,
      Function<ModelRequest, Message.Assistant> summaries) {
    this.window = window;
    this.work = work;
    this.summaries = summaries;
  }

  static boolean asksForSummary(ModelRequest request) {
    return request.messages().getLast() instanceof Message.User user
        && Message.textOf(user).contains("Write a summary of this conversation");
  }

  @Override
  public ModelStream open(ModelRequest request) {
    Deque<ModelEvent> events = new ArrayDeque<>(List.of(reply(request)));
    return new ModelStream() {
      @Override
      public ModelEvent next() {
        return events.remove();
      }

      @Override
      public void close() {}
    };
  }

  private ModelEvent reply(ModelRequest request) {
    int tokens = tokens(request);
    sizes.add(tokens);
    if (tokens + LEAST_ANSWER > window) {
      refusals++;
      String why = "request (" + tokens + " tokens) exceeds the available context size";
      return new ModelEvent.Failed(
          ModelEvent.Kind.CONTEXT_OVERFLOW,
          new Problem(ProblemCode.CONTEXT_OVERFLOW, why, why, ""),
          "");
    }
    if (asksForSummary(request)) {
      askedForSummary.add(request);
      return done(summaries.apply(request), tokens);
    }
    asked.add(request);
    return done(work.apply(request), tokens);
  }

  private static ModelEvent done(Message.Assistant reply, int tokens) {
    return new ModelEvent.Done(
        reply, new Usage(tokens, 50, 0), reply.calls().isEmpty() ? Finish.STOP : Finish.TOOL_CALLS);
  }

  int tokens(ModelRequest request) {
    int tokens = TokenMeasure.of(request.systemPrompt());
    for (ToolSpec tool : request.tools()) {
      tokens += TokenMeasure.of(tool.name() + " " + tool.description() + tool.parameters().text());
    }
    for (Message message : request.messages()) {
      tokens += counted.computeIfAbsent(message, each -> TokenMeasure.of(text(each)) + AROUND);
    }
    return tokens;
  }

  /** All words of a message. */
  static String text(Message message) {
    StringBuilder text = new StringBuilder();
    switch (message) {
      case Message.User user -> text.append(Message.textOf(user));
      case Message.Assistant reply -> {
        text.append(reply.text());
        for (ToolCall call : reply.calls()) {
          text.append(call.name()).append(call.arguments().text());
        }
      }
      case Message.ToolResults(List<ToolResult> results) ->
          results.forEach(result -> text.append(result.forModel()));
    }
    return text.toString();
  }

  @Override
  public String id() {
    return "windowed";
  }

  @Override
  public String endpoint() {
    return "test";
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.UNKNOWN.withContext(window);
  }

  @Override
  public List<ServedModel> served() {
    return List.of(new ServedModel(id(), window, ""));
  }
}
