package dev.vibe.doctor;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.model.ServerKind;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import dev.vibe.provider.openai.OpenAiModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Session of probes with an endpoint: asks it, and keeps what was said. One thread. */
final class ProbeSession {

  static final String TOOL = "add";

  private static final List<ToolSpec> TOOLS =
      List.of(
          new ToolSpec(
              TOOL,
              "Adds two whole numbers.",
              new RawJson(
                  "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{\"type\":"
                      + "\"integer\"}},\"required\":[\"a\",\"b\"]}")));

  private static final String SYSTEM =
      "You are being tested by a tool that checks this server. Do exactly what is asked.";

  /** Waits that a busy server may ask for, all together; then the check says so instead. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final OpenAiModel model;
  private final LongSupplier nanos;
  private final List<Message> said = new ArrayList<>();
  private final List<Problem> notices = new ArrayList<>();
  private ServerKind kind = ServerKind.UNKNOWN;

  /**
   * Asks nothing yet.
   *
   * @param nanos a clock that never goes back
   */
  ProbeSession(OpenAiModel model, LongSupplier nanos) {
    this.model = model;
    this.nanos = nanos;
  }

  /** What came of a question. */
  sealed interface Answer {

    /**
     * A whole reply.
     *
     * @param deltas pieces of text that came one by one
     */
    record Reply(ModelEvent.Done done, int deltas, Duration firstToken, Duration whole)
        implements Answer {}

    record None(Problem problem) implements Answer {}
  }

  /** Asks with the tools at hand, going on with what was said; keeps question and reply. */
  Answer ask(Message question) {
    said.add(question);
    Answer answer = send(new ModelRequest(SYSTEM, said, TOOLS));
    switch (answer) {
      case Answer.Reply reply -> said.add(reply.done().reply());
      case Answer.None none -> said.removeLast();
    }
    return answer;
  }

  /** Asks something that has nothing to do with what was said, without tools. */
  Answer askAside(String question) {
    return send(new ModelRequest(SYSTEM, List.of(Message.User.text(question)), List.of()));
  }

  /** Begins a new conversation. */
  void forget() {
    said.clear();
  }

  private Answer send(ModelRequest request) {
    long start = nanos.getAsLong();
    long first = 0;
    int deltas = 0;
    Duration waits = Duration.ZERO;
    try (ModelStream stream = model.open(request)) {
      while (true) {
        ModelEvent event = stream.next();
        notices.addAll(model.takeNotices());
        first = first == 0 ? nanos.getAsLong() : first;
        switch (event) {
          case ModelEvent.TextDelta delta -> deltas++;
          case ModelEvent.ReasoningDelta delta -> deltas++;
          case ModelEvent.Retrying retrying -> {
            first = 0;
            deltas = 0;
            waits = waits.plus(retrying.delay());
            if (waits.compareTo(PATIENCE) > 0) {
              return new Answer.None(retrying.reason());
            }
          }
          case ModelEvent.Done done -> {
            return new Answer.Reply(
                done,
                deltas,
                Duration.ofNanos(first - start),
                Duration.ofNanos(nanos.getAsLong() - start));
          }
          case ModelEvent.Failed failed -> {
            return new Answer.None(failed.problem());
          }
        }
      }
    }
  }

  /** The notice with a code that came with one of the replies so far. */
  Optional<Problem> notice(ProblemCode code) {
    return notices.stream().filter(notice -> notice.code() == code).findFirst();
  }

  OpenAiModel model() {
    return model;
  }

  ServerKind kind() {
    return kind;
  }

  void isServedBy(ServerKind found) {
    kind = found;
  }
}
