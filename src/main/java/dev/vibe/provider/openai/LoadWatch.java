package dev.vibe.provider.openai;

import dev.vibe.net.HttpCall;
import dev.vibe.provider.openai.wire.server.LoadingState;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Watch over a server that says nothing at all to a request: asks it on a page of its own whether
 * it loads the model. One whose page tells no such thing is left alone for the rest of the session.
 * Never a reason to fail. Owned by the thread that pulls the session's streams.
 */
final class LoadWatch {

  private final EndpointClient client;
  private final EndpointDirectory directory;
  private boolean isUntold;

  LoadWatch(EndpointClient client, EndpointDirectory directory) {
    this.client = client;
    this.directory = directory;
  }

  /** Whether there is somebody to ask. */
  boolean isOn() {
    return !isUntold && !path().isEmpty();
  }

  /** Page of the server; empty for one that has none. Behind an unknown one may be llama-swap. */
  private String path() {
    return switch (directory.kind()) {
      case LLAMA_CPP -> "/models";
      case LM_STUDIO -> "/api/v0/models";
      case OLLAMA -> "/api/ps";
      case UNKNOWN -> client.endpoint().isNear() ? "/running" : "";
      case MISTRAL, VLLM, SGLANG -> "";
    };
  }

  /**
   * Whether it says that it loads the model. Blocks for a few seconds at most.
   *
   * @param started is given the call, so that it can be cancelled
   */
  boolean isLoading(Consumer<HttpCall> started) {
    LoadingState state;
    try {
      state = state(client.probe().page(path(), started));
    } catch (IOException e) {
      return false; // it may be too busy to say
    }
    isUntold = state == LoadingState.UNTOLD;
    return state == LoadingState.LOADING;
  }

  private LoadingState state(String page) {
    return switch (directory.kind()) {
      case LLAMA_CPP -> LoadingState.ofRouter(page, client.model());
      case LM_STUDIO -> LoadingState.ofLmStudio(page, client.model());
      case OLLAMA -> LoadingState.ofPs(page, client.model());
      case UNKNOWN -> LoadingState.ofRunning(page);
      case MISTRAL, VLLM, SGLANG -> LoadingState.UNTOLD;
    };
  }
}
