package dev.vibe.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import dev.vibe.testkit.ModelEvents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every model promises. */
@Timeout(30)
public abstract class ChatModelContract {

  private final List<AutoCloseable> resources = new ArrayList<>();

  /** A model that answers {@link #answer} to its first request. */
  protected abstract ChatModel answers();

  /** The text of that answer. */
  protected String answer() {
    return "Hello there";
  }

  protected final void closeAfter(AutoCloseable resource) {
    resources.add(resource);
  }

  @AfterEach
  void closeResources() throws Exception {
    for (AutoCloseable each : resources) {
      each.close();
    }
  }

  protected static ModelRequest request() {
    return new ModelRequest("system", List.of(Message.User.text("hi")), List.of());
  }

  protected static List<ModelEvent> all(ModelStream stream) {
    return ModelEvents.rest(stream);
  }

  protected static void assertCancelled(ModelEvent last) {
    ModelEvent.Failed failed = assertInstanceOf(ModelEvent.Failed.class, last);
    assertEquals(ModelEvent.Kind.CANCELLED, failed.kind());
  }

  @Test
  void a_reply_ends_with_the_whole_of_it() {
    try (ModelStream stream = answers().open(request())) {
      ModelEvent.Done done = assertInstanceOf(ModelEvent.Done.class, all(stream).getLast());
      assertEquals(answer(), done.reply().text());
      assertEquals(List.of(), done.reply().calls());
      assertEquals(ModelEvent.Finish.STOP, done.finish());
    }
  }

  @Test
  void a_stream_that_was_closed_before_it_was_asked_is_cancelled() {
    ModelStream stream = answers().open(request());
    stream.close();
    assertCancelled(stream.next());
  }

  @Test
  void a_thread_that_was_interrupted_before_it_asked_is_cancelled_and_stays_interrupted() {
    try (ModelStream stream = answers().open(request())) {
      Thread.currentThread().interrupt();
      assertCancelled(stream.next());
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void closing_again_does_nothing() {
    ModelStream stream = answers().open(request());
    assertInstanceOf(ModelEvent.Done.class, all(stream).getLast());
    stream.close();
    stream.close();
  }

  @Test
  void a_model_says_what_and_where_it_is() {
    ChatModel model = answers();
    assertFalse(model.id().isBlank());
    assertFalse(model.endpoint().isBlank());
    assertTrue(model.capabilities().contextTokens() >= 0);
    try (ModelStream stream = model.open(request())) {
      all(stream);
    }
    assertEquals(List.of(), model.takeNotices());
    assertEquals(List.of(new ChatModel.Asked(model.id(), model.endpoint())), model.takeAsked());
  }
}
