package dev.vibe.event;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.SampleEvents;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract of whatever takes events: none is too much for it, whenever it comes. */
public abstract class EventSinkContract {

  /** One that has seen nothing yet. */
  protected abstract EventSink sink();

  static Stream<Event> events() {
    return Stream.concat(
        SampleEvents.all().stream(),
        Stream.of(
            new Event.OutputGrew("the last line", 7),
            new Event.Progressed("reading 41k of 57k tokens")));
  }

  @Test
  void every_kind_of_event_is_among_those_that_are_tried() {
    assertEquals(
        kinds(Event.class).map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new)),
        events().map(each -> each.getClass().getSimpleName()).collect(Collectors.toSet()));
  }

  private static Stream<Class<?>> kinds(Class<?> of) {
    return of.isSealed()
        ? Stream.of(of.getPermittedSubclasses()).flatMap(c -> kinds(c))
        : Stream.of(of);
  }

  @ParameterizedTest
  @MethodSource("events")
  void any_event_may_be_the_first(Event event) {
    EventSink sink = sink();

    assertDoesNotThrow(() -> sink.accept(SampleEvents.envelope(event)));
  }

  @Test
  void one_run_may_follow_another() {
    EventSink sink = sink();

    for (int run = 0; run < 2; run++) {
      assertDoesNotThrow(() -> SampleEvents.envelopes().forEach(sink::accept));
    }
  }

  @Test
  void an_interrupt_of_the_thread_is_neither_obeyed_nor_lost() {
    EventSink sink = sink();
    Thread.currentThread().interrupt();
    SampleEvents.envelopes().forEach(sink::accept);

    assertTrue(Thread.interrupted());
  }
}
