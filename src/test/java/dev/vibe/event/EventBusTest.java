package dev.vibe.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.testkit.SampleEvents;
import dev.vibe.text.SecretMask;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventBusTest {

  private static final Problem FULL =
      new Problem(ProblemCode.SESSION_LOG, "cannot keep the log", "full", "");
  private static final Event DELTA = new Event.TextDelta("x");
  private static final Event SAID = SampleEvents.all().get(1);

  private final List<String> calls = new ArrayList<>();
  private final List<Envelope> seen = new ArrayList<>();
  private final FakeJournal journal = new FakeJournal();

  private final class FakeJournal implements Journal {
    private final List<Envelope> kept = new ArrayList<>();
    private Optional<Problem> trouble = Optional.empty();

    @Override
    public Optional<Problem> append(Envelope durable) {
      calls.add("journal " + durable.seq());
      kept.add(durable);
      return report();
    }

    @Override
    public Optional<Problem> sync() {
      calls.add("sync");
      return report();
    }

    private Optional<Problem> report() {
      Optional<Problem> once = trouble;
      trouble = Optional.empty();
      return once;
    }
  }

  private EventBus bus(EventSink... sinks) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-24T10:15:02.123456789Z"), ZoneOffset.UTC);
    return new EventBus(clock, "session", journal, List.of(sinks));
  }

  private EventSink sink(String name) {
    return envelope -> {
      calls.add(name + " " + envelope.seq());
      seen.add(envelope);
    };
  }

  @Test
  void whoever_objects_before_a_deed_is_heard_and_sees_no_secret() {
    SecretMask secrets = new SecretMask();
    secrets.add("sk-1234567890abcdef");
    EventBus bus =
        bus(
            sink("a"),
            new EventSink() {
              @Override
              public void accept(Envelope envelope) {
                calls.add("b");
              }

              @Override
              public Optional<Problem> before(Envelope deed) {
                seen.add(deed);
                return Optional.of(FULL);
              }
            });
    bus.hide(secrets);

    assertEquals(
        Optional.of(FULL),
        bus.before(new Event.Committed("", "uses sk-1234567890abcdef", List.of("a.txt"))));
    assertEquals(List.of(), calls);
    assertEquals(
        new Event.Committed("", "uses " + SecretMask.MASK, List.of("a.txt")),
        seen.getFirst().event());
    assertEquals(Optional.empty(), bus(sink("a")).before(new Event.Rewound(1)));
  }

  @Test
  void events_are_numbered_and_stamped() {
    EventBus bus = bus(sink("a"));
    bus.publish(DELTA);
    bus.turn(3);
    bus.publish(SAID);

    Instant at = Instant.parse("2026-11-24T10:15:02.123Z");
    assertEquals(
        List.of(new Envelope(1, at, "session", 0, DELTA), new Envelope(2, at, "session", 3, SAID)),
        seen);
  }

  @Test
  void durable_events_reach_the_journal_before_any_sink_and_transient_ones_never() {
    EventBus bus = bus(sink("a"), sink("b"));
    bus.publish(SAID);
    bus.publish(DELTA);

    assertEquals(List.of("journal 1", "a 1", "b 1", "a 2", "b 2"), calls);
  }

  @Test
  void a_sink_that_throws_is_dropped_and_the_others_go_on() {
    EventSink broken =
        envelope -> {
          calls.add("broken " + envelope.seq());
          throw new IllegalStateException("no");
        };
    EventBus bus = bus(broken, sink("a"));
    bus.publish(DELTA);
    bus.publish(DELTA);

    assertEquals(List.of("broken 1", "a 1", "a 2"), calls);
  }

  @Test
  void a_failing_journal_is_told_once_and_before_the_event_it_lost() {
    EventBus bus = bus(sink("a"));
    journal.trouble = Optional.of(FULL);
    bus.publish(SAID);
    bus.publish(SAID);

    assertEquals(
        List.of(Event.NoticeRaised.of(FULL), SAID, SAID),
        seen.stream().map(Envelope::event).toList());
    assertEquals(List.of(1L, 2L, 3L), seen.stream().map(Envelope::seq).toList());
  }

  @Test
  void a_failing_sync_is_a_notice() {
    EventBus bus = bus(sink("a"));
    journal.trouble = Optional.of(FULL);
    bus.sync();

    assertEquals(Event.NoticeRaised.of(FULL), seen.getLast().event());
  }

  @Test
  void nothing_follows_the_result() {
    EventBus bus = bus(sink("a"));
    bus.publish(SampleEvents.all().getLast());
    journal.trouble = Optional.of(FULL);
    bus.sync();

    assertEquals(1, seen.size());
    assertTrue(seen.getLast().event() instanceof Event.RunEnded);
  }
}
