package dev.vibe.doctor;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.model.ServerKind;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.Alarm;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import dev.vibe.provider.openai.OpenAiModel;
import dev.vibe.provider.openai.ServerFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
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
  private final ProbeLimits limits;
  private final Alarm alarm;
  private final long begun;
  private final List<Message> said = new ArrayList<>();
  private final List<Problem> notices = new ArrayList<>();
  private Optional<ServerFacts> facts = Optional.empty();
  private boolean hasAsked;

  /**
   * Asks nothing yet.
   *
   * @param nanos a clock that never goes back
   */
  ProbeSession(OpenAiModel model, LongSupplier nanos, ProbeLimits limits, Alarm alarm) {
    this.model = model;
    this.nanos = nanos;
    this.limits = limits;
    this.alarm = alarm;
    this.begun = nanos.getAsLong();
  }

  /** What came of a question. */
  sealed interface Answer {

    /**
     * A whole reply, or one that reached the number of tokens it was given.
     *
     * @param deltas pieces of text that came one by one
     */
    record Reply(ModelEvent.Done done, int deltas, Duration firstToken, Duration whole)
        implements Answer {

      /** What cut it, for people; empty when it is whole. */
      String cut() {
        return switch (done.finish()) {
          case LENGTH -> "cut at " + Math.max(deltas, done.usage().outputTokens()) + " tokens";
          case CIRCLING -> "cut, because it repeated itself without end";
          case STOP, TOOL_CALLS, CONTENT_FILTER, GARBLED_CALL, OTHER -> "";
        };
      }
    }

    record None(Problem problem) implements Answer {}

    /** Its time was up. */
    record Late(int deltas, String what) implements Answer {

      Finding finding(String subject) {
        return Finding.warning(
            subject, what, "use a smaller model or a faster machine, or try it when less is to do");
      }
    }
  }

  /** Asks with the tools at hand, going on with what was said; keeps question and reply. */
  Answer ask(Message question, int mostTokens) {
    said.add(question);
    Answer answer = send(new ModelRequest(SYSTEM, said, TOOLS).cutAt(mostTokens));
    switch (answer) {
      case Answer.Reply reply -> said.add(reply.done().reply());
      case Answer.None none -> said.removeLast();
      case Answer.Late late -> said.removeLast();
    }
    return answer;
  }

  /** Asks something that has nothing to do with what was said, without tools. */
  Answer askAside(String question, int mostTokens) {
    return send(
        new ModelRequest(SYSTEM, List.of(Message.User.text(question)), List.of())
            .cutAt(mostTokens));
  }

  /** Asks for a reply to this conversation, with the tools at hand. */
  Answer askAnew(List<Message> conversation, int mostTokens) {
    return send(new ModelRequest(SYSTEM, conversation, TOOLS).cutAt(mostTokens));
  }

  /** Begins a new conversation. */
  void forget() {
    said.clear();
  }

  /** How much of the time for all questions is left; may be negative. */
  private Duration left() {
    return limits.whole().minusNanos(nanos.getAsLong() - begun);
  }

  /** Whether there is time for another question. */
  boolean hasTime() {
    return left().isPositive();
  }

  private Answer send(ModelRequest request) {
    Duration limit = hasAsked ? limits.question() : limits.firstQuestion();
    hasAsked = true;
    Duration left = left();
    if (left.compareTo(limit) < 0) {
      limit = left;
    }
    if (!limit.isPositive()) {
      return new Answer.Late(
          0, "not asked: the " + limits.whole().toSeconds() + " s of this check are up");
    }
    AtomicBoolean isLate = new AtomicBoolean();
    try (ModelStream stream = model.open(request)) {
      Runnable callOff =
          alarm.set(
              limit,
              () -> {
                isLate.set(true);
                end(stream);
              });
      try {
        return read(stream, isLate::get);
      } finally {
        callOff.run();
      }
    }
  }

  private static void end(ModelStream stream) {
    stream.close();
  }

  private Answer read(ModelStream stream, BooleanSupplier isLate) {
    long start = nanos.getAsLong();
    long first = 0;
    int deltas = 0;
    Duration waits = Duration.ZERO;
    while (true) {
      ModelEvent event = stream.next();
      notices.addAll(model.takeNotices());
      switch (event) {
        case ModelEvent.TextDelta delta -> deltas++;
        case ModelEvent.ReasoningDelta delta -> deltas++;
        case ModelEvent.Loading loading -> {
          continue;
        }
        case ModelEvent.Reading reading -> {
          continue;
        }
        case ModelEvent.Retrying retrying -> {
          first = 0;
          deltas = 0;
          waits = waits.plus(retrying.delay());
          if (waits.compareTo(PATIENCE) > 0) {
            return new Answer.None(retrying.reason());
          }
          continue;
        }
        case ModelEvent.Done done -> {
          long end = nanos.getAsLong();
          return new Answer.Reply(
              done,
              deltas,
              Duration.ofNanos((first == 0 ? end : first) - start),
              Duration.ofNanos(end - start));
        }
        case ModelEvent.Failed failed -> {
          return isLate.getAsBoolean()
              ? late(deltas, Duration.ofNanos(nanos.getAsLong() - start))
              : new Answer.None(failed.problem());
        }
      }
      first = first == 0 ? nanos.getAsLong() : first;
    }
  }

  private static Answer.Late late(int deltas, Duration took) {
    String sofar =
        deltas == 0
            ? "no token came"
            : String.format(
                Locale.ROOT,
                "%d tokens came, %.1f per second",
                deltas,
                deltas * 1000.0 / Math.max(1, took.toMillis()));
    return new Answer.Late(
        deltas, "cut after " + Math.max(1, took.toSeconds()) + " s, in which " + sofar);
  }

  /**
   * What the server says of itself; asked once.
   *
   * @throws dev.vibe.problem.VibeException when it does not answer
   */
  ServerFacts facts() {
    ServerFacts known = facts.orElseGet(model::facts);
    facts = Optional.of(known);
    return known;
  }

  ServerKind kind() {
    return facts.map(ServerFacts::kind).orElse(ServerKind.UNKNOWN);
  }

  /** The notice with a code that came with one of the replies so far. */
  Optional<Problem> notice(ProblemCode code) {
    return notices.stream().filter(notice -> notice.code() == code).findFirst();
  }

  OpenAiModel model() {
    return model;
  }
}
