package dev.vibe.testkit;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.Usage;
import dev.vibe.model.Price;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelEvent.Finish;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import dev.vibe.provider.ServedModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A model that answers from a list and keeps every request. */
public final class ScriptedModel implements ChatModel {

  private final Deque<List<ModelEvent>> replies = new ArrayDeque<>();
  private final List<ModelRequest> requests = new ArrayList<>();
  private int calls;

  /** The model says this and is done. */
  public ScriptedModel says(String text) {
    return replies(
        List.of(
            new ModelEvent.TextDelta(text),
            done(new Message.Assistant(text, Reasoning.NONE, List.of()), Finish.STOP)));
  }

  /** The model calls tools; each call is given as a name and its arguments. */
  public ScriptedModel calls(String... namesAndArguments) {
    return ends(Finish.TOOL_CALLS, namesAndArguments);
  }

  /** The model calls tools, and the output limit cuts it. */
  public ScriptedModel isCutInCalls(String... namesAndArguments) {
    return ends(Finish.LENGTH, namesAndArguments);
  }

  /** The model says this, which ends in a call that cannot be read. */
  public ScriptedModel garbles(String text) {
    return replies(
        List.of(done(new Message.Assistant(text, Reasoning.NONE, List.of()), Finish.GARBLED_CALL)));
  }

  /** The model repeats itself without end behind this. */
  public ScriptedModel circlesAfter(String head) {
    return replies(
        List.of(
            new ModelEvent.TextDelta(head + " hi hi hi"),
            done(new Message.Assistant(head, Reasoning.NONE, List.of()), Finish.CIRCLING)));
  }

  public ScriptedModel saysNothing() {
    return replies(
        List.of(done(new Message.Assistant("", Reasoning.NONE, List.of()), Finish.STOP)));
  }

  public ScriptedModel fails(ModelEvent.Kind kind) {
    return replies(
        List.of(
            new ModelEvent.Failed(
                kind, new Problem(ProblemCode.REJECTED, "it failed", "script", ""), "")));
  }

  public ScriptedModel replies(List<ModelEvent> events) {
    replies.add(events);
    return this;
  }

  public List<ModelRequest> requests() {
    return requests;
  }

  private ScriptedModel ends(Finish finish, String... namesAndArguments) {
    List<ToolCall> list = new ArrayList<>();
    List<String> words = Arrays.asList(namesAndArguments);
    for (int i = 0; i < words.size(); i += 2) {
      list.add(
          new ToolCall(new CallId("call" + ++calls), words.get(i), new RawJson(words.get(i + 1))));
    }
    return replies(List.of(done(new Message.Assistant("", Reasoning.NONE, list), finish)));
  }

  private static ModelEvent done(Message.Assistant message, Finish finish) {
    return new ModelEvent.Done(message, new Usage(100, 10, 0), finish);
  }

  @Override
  public String id() {
    return "scripted";
  }

  @Override
  public String endpoint() {
    return "test";
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(0, new Price(1, 2, 0.1));
  }

  @Override
  public ModelStream open(ModelRequest request) {
    requests.add(request);
    if (replies.isEmpty()) {
      throw new AssertionError("the script has no reply to request " + requests.size());
    }
    Deque<ModelEvent> events = new ArrayDeque<>(replies.remove());
    return new ModelStream() {
      @Override
      public ModelEvent next() {
        return events.remove();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public List<ServedModel> served() {
    return List.of(new ServedModel("scripted", 0, ""));
  }
}
