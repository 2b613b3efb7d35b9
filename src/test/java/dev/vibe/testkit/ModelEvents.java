package dev.vibe.testkit;

import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import java.util.ArrayList;
import java.util.List;

/** Reader of all that a reply brings. */
public final class ModelEvents {

  private ModelEvents() {}

  /** Asks a model, and closes its stream. */
  public static List<ModelEvent> of(ChatModel model, ModelRequest request) {
    try (ModelStream stream = model.open(request)) {
      return rest(stream);
    }
  }

  /** All up to the one that ends the stream, which stays open. */
  public static List<ModelEvent> rest(ModelStream stream) {
    List<ModelEvent> events = new ArrayList<>();
    do {
      events.add(stream.next());
    } while (!(events.getLast() instanceof ModelEvent.Done)
        && !(events.getLast() instanceof ModelEvent.Failed));
    return events;
  }
}
