package dev.vibe.session;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.problem.VibeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transcript: the conversation as a fold of the durable events: feeding it the events of a log
 * gives what feeding it the same events live gave. What a compaction has put a text in the place of
 * need not stay in memory. Written by the thread that owns the session.
 */
public final class Transcript {

  private static final Logger LOG = LoggerFactory.getLogger(Transcript.class);

  private final List<Message> messages = new ArrayList<>();
  private final List<ToolResult> results = new ArrayList<>();
  private final Map<CallId, ToolCall> open = new LinkedHashMap<>();
  private final List<Event.Compacted> compactions = new ArrayList<>();

  /** What {@link #messages} gave last; empty since something was added. */
  private Optional<List<Message>> now = Optional.empty();

  private Optional<Memory> memory = Optional.empty();

  /** So many of the first messages are only what remains of them. */
  private int thinned;

  /**
   * Memory that is saved on what has given way.
   *
   * @param remains what is needed of such a message
   * @param log reads all events again, for whoever goes back to before a compaction; throws a
   *     {@link VibeException} when it cannot
   */
  public record Memory(UnaryOperator<Message> remains, Supplier<List<Envelope>> log) {}

  public static Transcript of(List<Envelope> events) {
    Transcript transcript = new Transcript();
    events.forEach(envelope -> transcript.add(envelope.event()));
    return transcript;
  }

  /** From now on messages that have given way are only kept as what remains of them. */
  public void save(Memory terms) {
    memory = Optional.of(terms);
    thin(terms);
  }

  private void thin(Memory terms) {
    for (; thinned < Math.min(compacted(), messages.size()); thinned++) {
      messages.set(thinned, terms.remains().apply(messages.get(thinned)));
    }
    if (compactions.size() > 1) {
      compactions.subList(0, compactions.size() - 1).clear();
    }
  }

  /** Takes an event; those that say nothing to the conversation change nothing. */
  public void add(Event event) {
    if (event instanceof Event.Durable) {
      now = Optional.empty();
    }
    switch (event) {
      case Event.UserSaid(Message.User message, var by) -> say(message);
      case Event.AssistantSaid(Message.Assistant message) -> {
        say(message);
        message.calls().forEach(call -> open.put(call.id(), call));
      }
      case Event.ToolFinished finished -> answer(finished.result());
      case Event.Rewound(int kept) -> rewind(kept);
      case Event.Compacted compacted -> {
        compactions.add(compacted);
        memory.ifPresent(this::thin);
      }
      case Event.SessionStarted e -> {}
      case Event.ToolCalled e -> {}
      case Event.ApprovalDecided e -> {}
      case Event.FileChanged e -> {}
      case Event.Committed e -> {}
      case Event.Verified e -> {}
      case Event.PullRequestMade e -> {}
      case Event.TaskWorks e -> {}
      case Event.TaskEnded e -> {}
      case Event.UsageReported e -> {}
      case Event.NoticeRaised e -> {}
      case Event.RunEnded e -> {}
      case Event.OutputGrew e -> {}
      case Event.Progressed e -> {}
      case Event.TextDelta e -> {}
      case Event.ReasoningDelta e -> {}
      case Event.RetryScheduled e -> {}
    }
  }

  /**
   * The conversation as it goes on: what was said so far, but for what the last compaction has put
   * a text in the place of.
   */
  public List<Message> messages() {
    List<Message> messages = now.orElseGet(this::goingOn);
    now = Optional.of(messages);
    return messages;
  }

  private List<Message> goingOn() {
    List<Message> all = whole();
    if (compactions.isEmpty()) {
      return all;
    }
    List<Message> left = new ArrayList<>();
    left.add(Message.User.text(compactions.getLast().text()));
    left.addAll(all.subList(compacted(), all.size()));
    return List.copyOf(left);
  }

  /** How many of the first messages have given way. */
  public int compacted() {
    return compactions.isEmpty() ? 0 : Math.min(compactions.getLast().messages(), size());
  }

  /** What the model made of those; empty when nothing. */
  public String summary() {
    return compactions.isEmpty() ? "" : compactions.getLast().summary();
  }

  /** How many messages there are, whatever has given way. */
  public int size() {
    return messages.size() + (results.isEmpty() ? 0 : 1);
  }

  /**
   * All that was said so far, but for what is saved of what has given way. Results so far of calls
   * that are not all answered are the last.
   */
  public List<Message> whole() {
    List<Message> all = new ArrayList<>(messages);
    if (!results.isEmpty()) {
      all.add(new Message.ToolResults(results));
    }
    return List.copyOf(all);
  }

  /**
   * Calls without a result, in call order: taken up or not, what became of them is not known when
   * the log ends here. They must be answered before the conversation can be sent.
   */
  public List<ToolCall> openCalls() {
    return List.copyOf(open.values());
  }

  private void rewind(int kept) {
    if (kept < thinned) {
      memory.ifPresent(this::readAgain);
    }
    List<Message> all = whole();
    compactions.removeIf(compacted -> compacted.messages() > kept);
    messages.clear();
    messages.addAll(all.subList(0, Math.min(Math.max(0, kept), all.size())));
    results.clear();
    open.clear();
    thinned = Math.min(thinned, messages.size());
    memory.ifPresent(this::thin);
  }

  /** Where that cannot be, what remains of the messages has to do. */
  private void readAgain(Memory terms) {
    try {
      Transcript again = of(terms.log().get());
      messages.clear();
      messages.addAll(again.whole());
      results.clear();
      compactions.clear();
      compactions.addAll(again.compactions);
      thinned = 0;
    } catch (VibeException e) {
      LOG.warn("cannot read again what was said: {}", e.problem().render());
    }
  }

  private void say(Message message) {
    if (!results.isEmpty()) {
      messages.add(new Message.ToolResults(results));
      results.clear();
    }
    messages.add(message);
  }

  /** A result for no open call would make a history that no server takes; it is left out. */
  private void answer(ToolResult result) {
    if (open.remove(result.callId()) != null) {
      results.add(result);
    }
  }
}
