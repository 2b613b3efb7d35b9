package dev.vibe.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.SampleEvents;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Contract of a journal that has all it needs: it takes what lasts, and nothing stops it. */
public abstract class JournalContract {

  protected abstract Journal journal();

  protected static List<Envelope> durable() {
    return SampleEvents.envelopes().stream()
        .filter(envelope -> envelope.event() instanceof Event.Durable)
        .toList();
  }

  @Test
  void every_event_that_lasts_is_kept_and_forced_without_a_word() {
    Journal journal = journal();

    for (Envelope envelope : durable()) {
      assertEquals(Optional.empty(), journal.append(envelope), envelope.toString());
      assertEquals(Optional.empty(), journal.sync(), envelope.toString());
    }
  }

  @Test
  void with_nothing_pending_there_is_nothing_to_force() {
    Journal journal = journal();

    assertEquals(Optional.empty(), journal.sync());
    assertEquals(Optional.empty(), journal.sync());
  }

  @Test
  void an_interrupt_of_the_thread_is_neither_obeyed_nor_changed() {
    Journal journal = journal();
    Thread.currentThread().interrupt();
    List<Optional<?>> told =
        List.of(journal.append(durable().getFirst()), journal.sync(), journal.sync());

    assertTrue(Thread.interrupted());
    assertEquals(List.of(Optional.empty(), Optional.empty(), Optional.empty()), told);
  }
}
