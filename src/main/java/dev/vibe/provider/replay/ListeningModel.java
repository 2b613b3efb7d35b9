package dev.vibe.provider.replay;

import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import dev.vibe.provider.ServedModel;
import java.util.List;
import java.util.function.Consumer;

/**
 * Model that answers as another one does, and lets somebody hear each request first.
 *
 * @param listener called by the thread that owns the session
 */
public record ListeningModel(ChatModel model, Consumer<ModelRequest> listener)
    implements ChatModel {

  @Override
  public String id() {
    return model.id();
  }

  @Override
  public String endpoint() {
    return model.endpoint();
  }

  @Override
  public Capabilities capabilities() {
    return model.capabilities();
  }

  @Override
  public ModelStream open(ModelRequest request) {
    listener.accept(request);
    return model.open(request);
  }

  @Override
  public List<ServedModel> served() {
    return model.served();
  }
}
