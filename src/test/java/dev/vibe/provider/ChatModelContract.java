package dev.vibe.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every model promises. */
@Timeout(30)
public abstract class ChatModelContract {

  private final List<AutoCloseable> resources = new ArrayList<>();

  /** A model that answers {@code Hello there} once and then never answers again. */
  protected abstract ChatModel answersOnceThenHangs();

  protected final void closeAfter(AutoCloseable resource) {
    resources.add(resource);
  }

  @AfterEach
  void closeResources() throws Exception {
    for (AutoCloseable each : resources) {
      each.close();
    }
  }

  private static ModelRequest request() {
    return new ModelRequest("system", List.of(Message.User.text("hi")), List.of());
  }

  private static List<ModelEvent> all(ModelStream stream) {
    List<ModelEvent> events = new ArrayList<>();
    do {
      events.add(stream.next());
    } while (!(events.getLast() instanceof ModelEvent.Done)
        && !(events.getLast() instanceof ModelEvent.Failed));
    return events;
  }

  @Test
  void a_reply_comes_in_deltas_and_then_whole() {
    List<ModelEvent> events = all(answersOnceThenHangs().open(request()));
    StringBuilder text = new StringBuilder();
    for (ModelEvent event : events) {
      if (event instanceof ModelEvent.TextDelta(String piece)) {
        text.append(piece);
      }
    }
    ModelEvent.Done done = assertInstanceOf(ModelEvent.Done.class, events.getLast());
    assertEquals("Hello there", text.toString());
    assertEquals("Hello there", done.reply().text());
    assertTrue(events.size() > 2);
  }

  @Test
  void row_38_closing_from_another_thread_ends_the_wait() throws Exception {
    ChatModel model = answersOnceThenHangs();
    all(model.open(request()));
    ModelStream stream = model.open(request());
    Thread closer = Thread.ofVirtual().start(stream::close);
    ModelEvent.Failed failed = assertInstanceOf(ModelEvent.Failed.class, all(stream).getLast());
    assertEquals(ModelEvent.Kind.CANCELLED, failed.kind());
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
      ModelEvent.Failed failed = assertInstanceOf(ModelEvent.Failed.class, all(stream).getLast());
      assertEquals(ModelEvent.Kind.CANCELLED, failed.kind());
    }
    assertTrue(Thread.interrupted());
    interrupter.join();
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void a_model_says_what_and_where_it_is() {
    ChatModel model = answersOnceThenHangs();
    assertFalse(model.id().isBlank());
    assertFalse(model.endpoint().isBlank());
    assertTrue(model.capabilities().contextTokens() >= 0);
    assertEquals(List.of(), model.takeNotices());
  }
}
