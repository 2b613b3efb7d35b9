package dev.vibe.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What every model promises that is waited for. */
public abstract class WaitingModelContract extends ChatModelContract {

  /** A model that answers {@link #answer} once and then never answers again. */
  protected abstract ChatModel answersOnceThenHangs();

  @Override
  protected final ChatModel answers() {
    return answersOnceThenHangs();
  }

  @Test
  void a_reply_comes_in_deltas_and_then_whole() {
    try (ModelStream stream = answersOnceThenHangs().open(request())) {
      List<ModelEvent> events = all(stream);
      StringBuilder text = new StringBuilder();
      for (ModelEvent event : events.subList(0, events.size() - 1)) {
        text.append(assertInstanceOf(ModelEvent.TextDelta.class, event).text());
      }
      assertEquals(answer(), text.toString());
      assertTrue(events.size() > 2);
    }
  }

  @Test
  void row_38_closing_from_another_thread_ends_the_wait() throws Exception {
    ChatModel model = answersOnceThenHangs();
    all(model.open(request()));
    ModelStream stream = model.open(request());
    Thread closer = Thread.ofVirtual().start(stream::close);
    assertCancelled(all(stream).getLast());
    closer.join();
    stream.close();
  }

  @Test
  void row_38_an_interrupt_ends_the_wait_and_stays_set() throws Exception {
    ChatModel model = answersOnceThenHangs();
    all(model.open(request()));
    Thread self = Thread.currentThread();
    Thread interrupter = Thread.ofVirtual().start(self::interrupt);
    try (ModelStream stream = model.open(request())) {
      assertCancelled(all(stream).getLast());
    }
    assertTrue(Thread.interrupted());
    interrupter.join();
    assertFalse(Thread.currentThread().isInterrupted());
  }
}
