package dev.vibe.event;

import dev.vibe.problem.Problem;
import dev.vibe.text.SecretMask;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bus that numbers the events of a session and hands them on: durable ones first to the journal,
 * then every one to each sink, in the order of the list.
 *
 * <p>Owned by the thread that owns the session; while that waits for subagents, their threads
 * publish what has to be known of them, one after the other. Sinks run on whoever publishes and
 * hold it up while they work, so a sink that may be slow must have a queue of its own, and may drop
 * only transient events from it. A sink must not publish. A sink that throws is dropped with a line
 * in the log file; the others and the run go on.
 */
public final class EventBus {

  private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);

  private final Clock clock;
  private final String sessionId;
  private final Journal journal;
  private final List<EventSink> sinks;
  private SecretMask secrets = new SecretMask();
  private EventMask mask = new EventMask(secrets);
  private long seq;
  private int turn;
  private boolean ended;

  public EventBus(Clock clock, String sessionId, Journal journal, List<EventSink> sinks) {
    this.clock = clock;
    this.sessionId = sessionId;
    this.journal = journal;
    this.sinks = new ArrayList<>(sinks);
  }

  public String sessionId() {
    return sessionId;
  }

  /** The events from now on are numbered after this one, which a log ends with. */
  public void goOnAfter(long last) {
    seq = last;
  }

  /** From now on no event holds one of these secrets. */
  public void hide(SecretMask known) {
    secrets = known;
    mask = new EventMask(known);
  }

  /** Takes the marks of secrets in the events so far for such; to be told after what is hidden. */
  public void remember(List<Envelope> earlier) {
    EventMask marks = new EventMask(secrets, secrets::remember);
    earlier.forEach(each -> marks.apply(each.event()));
  }

  /** Those that no event holds. */
  public SecretMask secrets() {
    return secrets;
  }

  /** The model reply to which the events from now on belong, from 1. */
  public synchronized void turn(int turn) {
    this.turn = turn;
  }

  /**
   * Blocks for the journal's write and for the sinks. When the journal fails at this event, a
   * notice of that goes out before it. A piece of text may be held back until the next event, where
   * a secret could be cut. Never throws.
   */
  public synchronized void publish(Event event) {
    mask.apply(event).forEach(this::hand);
  }

  private void hand(Event event) {
    Envelope envelope = envelope(event);
    if (event instanceof Event.Durable) {
      var trouble = journal.append(envelope);
      if (trouble.isPresent()) {
        deliver(new Envelope(seq, envelope.at(), sessionId, turn, notice(trouble.get())));
        envelope = envelope(event);
      }
    }
    ended = event instanceof Event.RunEnded;
    deliver(envelope);
  }

  /**
   * Asks everybody before something is done that no event announces.
   *
   * @param deed as it will be published once it is done
   * @return why it must not be done; empty when it may
   */
  public synchronized Optional<Problem> before(Event.Durable deed) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new EventMask(secrets)
        .apply(deed).stream()
            .filter(event -> event instanceof Event.Durable)
            .map(event -> new Envelope(seq, now, sessionId, turn, event))
            .flatMap(envelope -> sinks.stream().flatMap(sink -> sink.before(envelope).stream()))
            .findFirst();
  }

  /**
   * Forces the durable events so far to the disk: before a tool with side effects runs, after its
   * result, and when the run ended. Cheap when there are none. A failure is a notice, but after the
   * end of a run only a line in the log file, because nothing may follow the result.
   */
  public synchronized void sync() {
    Optional<Problem> trouble = journal.sync();
    if (trouble.isEmpty()) {
      return;
    }
    if (ended) {
      LOG.warn("{}: {}", trouble.get().what(), trouble.get().cause());
    } else {
      publish(notice(trouble.get()));
    }
  }

  private static Event.NoticeRaised notice(Problem problem) {
    return Event.NoticeRaised.of(problem);
  }

  private Envelope envelope(Event event) {
    return new Envelope(
        ++seq, clock.instant().truncatedTo(ChronoUnit.MILLIS), sessionId, turn, event);
  }

  private void deliver(Envelope envelope) {
    for (Iterator<EventSink> each = sinks.iterator(); each.hasNext(); ) {
      EventSink sink = each.next();
      try {
        sink.accept(envelope);
      } catch (RuntimeException e) {
        each.remove();
        LOG.error("dropped {} at event {}", sink.getClass().getName(), envelope.seq(), e);
      }
    }
  }
}
