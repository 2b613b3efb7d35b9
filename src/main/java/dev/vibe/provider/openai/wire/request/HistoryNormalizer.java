package dev.vibe.provider.openai.wire.request;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.provider.openai.wire.CallIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Converter that makes any conversation one that the server takes, as far as it is known:
 *
 * <ul>
 *   <li>the first message is the user's, the last the user's or a result;
 *   <li>user messages, and assistant messages, are never neighbours of their own kind;
 *   <li>an assistant message has text or calls;
 *   <li>every call is answered exactly once, in call order, before anything else; results of no
 *       call are left out;
 *   <li>a user message never follows a result, once the server has refused that: then a word of an
 *       assistant stands between them. Any other server gets no word that its model never said.
 * </ul>
 *
 * <p>What a message becomes depends on its neighbours only, so the turns of a conversation that
 * grew by whole exchanges begin with the turns of the shorter one.
 */
final class HistoryNormalizer {

  static final String NOT_RUN = ToolResult.FAILURE + "interrupted, not run";
  static final String BRIDGE = "Understood.";
  static final String GO_ON = "Continue.";

  private final CallIds ids;
  private final ServerDialect dialect;
  private final Map<CallId, Integer> uses = new HashMap<>();
  private final List<Turn> turns = new ArrayList<>();
  private List<Turn.Call> open = List.of();
  private final Map<CallId, ToolResult> answers = new HashMap<>();

  private HistoryNormalizer(CallIds ids, ServerDialect dialect) {
    this.ids = ids;
    this.dialect = dialect;
  }

  static List<Turn> of(List<Message> messages, CallIds ids, ServerDialect dialect) {
    HistoryNormalizer history = new HistoryNormalizer(ids, dialect);
    for (Message message : messages) {
      switch (message) {
        case Message.User user -> history.user(user);
        case Message.Assistant assistant -> history.assistant(assistant);
        case Message.ToolResults results -> history.results(results);
      }
    }
    history.answerOpenCalls();
    if (history.turns.isEmpty() || history.last() instanceof Turn.Assistant) {
      history.turns.add(new Turn.Filler(Turn.Role.USER, GO_ON));
    }
    return List.copyOf(history.turns);
  }

  /** Whether it holds what some servers refuse. */
  static boolean hasUserAfterResult(List<Turn> turns) {
    for (int i = 1; i < turns.size(); i++) {
      if (turns.get(i) instanceof Turn.User && turns.get(i - 1) instanceof Turn.Result) {
        return true;
      }
    }
    return false;
  }

  private Turn last() {
    return turns.getLast();
  }

  private void user(Message.User user) {
    if (user.parts().stream().allMatch(HistoryNormalizer::saysNothing)) {
      return;
    }
    answerOpenCalls();
    if (!turns.isEmpty() && last() instanceof Turn.User(List<Message.User> before)) {
      List<Message.User> both = new ArrayList<>(before);
      both.add(user);
      turns.set(turns.size() - 1, new Turn.User(List.copyOf(both)));
      return;
    }
    if (!turns.isEmpty() && last() instanceof Turn.Result && !dialect.takesUserAfterResult()) {
      turns.add(new Turn.Filler(Turn.Role.ASSISTANT, BRIDGE));
    }
    turns.add(new Turn.User(List.of(user)));
  }

  private static boolean saysNothing(Part part) {
    return part instanceof Part.Text(String text) && text.isBlank();
  }

  private void assistant(Message.Assistant message) {
    if (message.isEmpty()) {
      return;
    }
    answerOpenCalls();
    if (turns.isEmpty()) {
      turns.add(new Turn.Filler(Turn.Role.USER, GO_ON));
    }
    List<Turn.Call> calls = message.calls().stream().map(this::withWireId).toList();
    String text = message.text().isBlank() ? "" : message.text();
    Reasoning reasoning = message.reasoning();
    if (last() instanceof Turn.Assistant(String before, Reasoning earlier, var none)) {
      // Only a plain one can be last here: calls would have been answered.
      text = text.isEmpty() ? before : before + "\n\n" + text;
      reasoning = reasoning.isEmpty() ? earlier : reasoning;
      turns.removeLast();
    }
    turns.add(new Turn.Assistant(text, reasoning, calls));
    open = calls;
  }

  /** An id that a server gave out twice is told apart by its turn. */
  private Turn.Call withWireId(ToolCall call) {
    int use = uses.merge(call.id(), 1, Integer::sum);
    String id = call.id().value();
    return new Turn.Call(ids.wireId(use == 1 ? id : id + "#" + use), call);
  }

  private void results(Message.ToolResults message) {
    for (ToolResult result : message.results()) {
      answers.putIfAbsent(result.callId(), result);
    }
  }

  private void answerOpenCalls() {
    for (Turn.Call call : open) {
      ToolResult answer = answers.remove(call.call().id());
      turns.add(new Turn.Result(call.wireId(), answer == null ? NOT_RUN : answer.forModel()));
    }
    open = List.of();
    answers.clear();
  }
}
