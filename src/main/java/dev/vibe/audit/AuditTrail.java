package dev.vibe.audit;

import dev.vibe.audit.AuditEntry.Phase;
import dev.vibe.audit.AuditSettings.OnFailure;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.file.IoReason;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Trail of a session: every action gets a record before it and one after it, in the chain and at
 * each sink.
 *
 * <p>A record that cannot be kept waits, in order, and is kept as soon as that is possible again.
 * With {@link OnFailure#STOP} whoever is about to act is told, and must not. Thread-safe; blocks on
 * disk, and with {@code STOP} on the collectors.
 */
public final class AuditTrail implements EventSink, AutoCloseable {

  /** Entries that wait for room on the disk. */
  private static final int MOST_WAITING = 1000;

  private final AuditSettings settings;
  private final Clock clock;
  private final String session;
  private final Chain chain;
  private final List<LineSink> sinks;
  private final AuditEvents events;
  private final Deque<AuditEntry> waiting = new ArrayDeque<>();
  private final List<Problem> notices = new ArrayList<>();
  private Consumer<Problem> stop = problem -> {};
  private long dropped;
  private volatile int turn;
  private boolean isTold;
  private boolean isClosed;

  /**
   * Who and where, for the first record.
   *
   * @param version of this product
   */
  public record Origin(String version, String host, String user, String folder, long process) {}

  AuditTrail(
      AuditSettings settings, Clock clock, String session, Chain chain, List<LineSink> sinks) {
    this.settings = settings;
    this.clock = clock;
    this.session = session;
    this.chain = chain;
    this.sinks = List.copyOf(sinks);
    this.events = new AuditEvents(settings.content());
  }

  /**
   * Writes the first record of the session.
   *
   * @return why it cannot be kept, where the session must not go on then
   */
  Optional<Problem> begin(Origin origin) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", origin.version());
    fields.put("host", origin.host());
    fields.put("user", origin.user());
    fields.put("process", origin.process());
    fields.put("folder", origin.folder());
    fields.put("content", settings.content().name().toLowerCase(Locale.ROOT));
    fields.put("demand", settings.demand());
    return record(entry(0, AuditEvents.SESSION, Phase.BEFORE, fields));
  }

  /** From now on this hears why nothing more may be done. */
  public synchronized void whenStopped(Consumer<Problem> listener) {
    stop = listener;
  }

  @Override
  public void accept(Envelope envelope) {
    turn = envelope.turn();
    events.of(envelope).ifPresent(this::recordOrStop);
  }

  @Override
  public Optional<Problem> before(Envelope deed) {
    return deed.event() instanceof Event.Committed commit
        ? recordOrStop(events.committing(deed, commit))
        : Optional.empty();
  }

  /** Request to a model, or its end, as the log tells of it. */
  public record Exchange(String model, String endpoint) {}

  /**
   * Before a request is sent.
   *
   * @param messages that it holds
   * @return why it must not be sent; empty when it may
   */
  public Optional<Problem> requesting(Exchange exchange, int messages) {
    Map<String, Object> fields = fields(exchange);
    fields.put("messages", messages);
    return recordOrStop(entry(turn, AuditEvents.MODEL, Phase.BEFORE, fields));
  }

  /**
   * After it.
   *
   * @param outcome {@code ok}, or the kind of failure in lower case
   */
  public void answered(Exchange exchange, String outcome, long inputTokens, long outputTokens) {
    Map<String, Object> fields = fields(exchange);
    fields.put("outcome", outcome);
    fields.put("input_tokens", inputTokens);
    fields.put("output_tokens", outputTokens);
    recordOrStop(entry(turn, AuditEvents.MODEL, Phase.AFTER, fields));
  }

  /**
   * Before a person takes back what a run changed.
   *
   * @param of the session that changed it
   * @param direction {@code undo}, or {@code redo} of an undo
   * @return why that must not be done; empty when it may
   */
  public Optional<Problem> reversing(String of, String direction, List<String> files) {
    Map<String, Object> fields = reversal(of, direction);
    fields.put("files", files);
    return recordOrStop(entry(turn, AuditEvents.UNDO, Phase.BEFORE, fields));
  }

  /** After it. */
  public void reversed(String of, String direction, List<String> restored, List<String> left) {
    Map<String, Object> fields = reversal(of, direction);
    fields.put("outcome", left.isEmpty() ? "ok" : "failed");
    fields.put("files", restored);
    fields.put("left", left);
    recordOrStop(entry(turn, AuditEvents.UNDO, Phase.AFTER, fields));
  }

  private static Map<String, Object> reversal(String of, String direction) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("action", direction);
    fields.put("of", of);
    return fields;
  }

  private static Map<String, Object> fields(Exchange exchange) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", exchange.model());
    fields.put("endpoint", exchange.endpoint());
    return fields;
  }

  private AuditEntry entry(int turn, String event, Phase phase, Map<String, Object> fields) {
    return new AuditEntry(
        clock.instant().truncatedTo(ChronoUnit.MILLIS), session, turn, event, phase, fields);
  }

  private synchronized Optional<Problem> recordOrStop(AuditEntry entry) {
    Optional<Problem> trouble = record(entry);
    trouble.ifPresent(stop);
    return trouble;
  }

  /** What is in the way, where that keeps the session from going on. */
  private synchronized Optional<Problem> record(AuditEntry entry) {
    List<Problem> troubles = new ArrayList<>();
    waiting.add(entry);
    try {
      while (!waiting.isEmpty()) {
        toSinks(chain.append(waiting.getFirst()), troubles);
        waiting.removeFirst();
        if (waiting.isEmpty() && dropped > 0) {
          waiting.add(lost());
          dropped = 0;
        }
      }
    } catch (IOException e) {
      troubles.addFirst(unwritable(IoReason.naming(e)));
      if (waiting.size() > MOST_WAITING) {
        waiting.removeFirst();
        dropped++;
      }
    }
    for (LineSink sink : sinks) {
      notices.addAll(sink.takeNotices());
    }
    return switch (settings.onFailure()) {
      case STOP -> troubles.stream().findFirst().map(this::stopped);
      case CONTINUE -> {
        troubles.stream().filter(problem -> !isTold).findFirst().ifPresent(this::tell);
        yield Optional.empty();
      }
    };
  }

  private void tell(Problem problem) {
    isTold = true;
    notices.add(problem);
  }

  private void toSinks(String line, List<Problem> troubles) {
    for (LineSink sink : sinks) {
      sink.take(line).ifPresent(troubles::add);
    }
  }

  private AuditEntry lost() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("records", dropped);
    return entry(0, AuditEvents.LOST, Phase.AT, fields);
  }

  private static Problem unwritable(String reason) {
    return new Problem(
        ProblemCode.AUDIT_FAILED,
        "the audit log cannot be written",
        reason,
        "make room for it, or let it be written to; what was not kept is written then");
  }

  private Problem stopped(Problem trouble) {
    return new Problem(
        ProblemCode.AUDIT_STOPPED,
        "nothing is done that the audit log cannot record: " + trouble.what(),
        trouble.cause() + "; audit.on_failure is stop, and " + settings.demand(),
        trouble.remedy());
  }

  /** What is to be told of the log itself, each once. From any thread. */
  public synchronized List<Problem> takeNotices() {
    for (LineSink sink : sinks) {
      notices.addAll(sink.takeNotices());
    }
    List<Problem> taken = List.copyOf(notices);
    notices.clear();
    return taken;
  }

  /**
   * Writes the last record of the session and waits for what is on its way, for some seconds at
   * most. What was not told by then is told by {@link #takeNotices} after it.
   */
  @Override
  public synchronized void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    stop = problem -> {};
    record(entry(0, AuditEvents.SESSION, Phase.AFTER, Map.of()));
    if (!waiting.isEmpty()) {
      giveUp();
    }
    for (LineSink sink : sinks) {
      sink.close();
    }
  }

  /** What the file cannot take goes to the other sinks at least, as a chain of its own. */
  private void giveUp() {
    int count = waiting.size();
    Chain apart = Chain.unkept();
    List<Problem> troubles = new ArrayList<>();
    try {
      for (AuditEntry entry : waiting) {
        toSinks(apart.append(entry), troubles);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a chain that is kept nowhere is always kept", e);
    }
    notices.add(
        new Problem(
            ProblemCode.AUDIT_FAILED,
            count + dropped + " records of the audit log are not in its file",
            "it could not be written until the session ended",
            sinks.isEmpty() ? "they are lost" : "they went to the other sinks only"));
    waiting.clear();
  }
}
