package dev.vibe.provider.openai;

import dev.vibe.model.ServerKind;
import dev.vibe.net.HttpCall;
import dev.vibe.provider.openai.wire.server.ServerReading;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Watch over a server that is silent while it reads a request: asks it on a page of its own how far
 * it is. Only servers are asked that said that they are such as have one; one that does not answer
 * is left alone for the rest of the session. Never a reason to fail. Owned by the thread that pulls
 * the session's streams.
 */
final class PromptWatch {

  private final EndpointClient client;
  private final EndpointDirectory directory;
  private boolean isRefused;
  private String state = "";

  PromptWatch(EndpointClient client, EndpointDirectory directory) {
    this.client = client;
    this.directory = directory;
  }

  /** Whether there is somebody to ask. */
  boolean isOn() {
    return !isRefused && !path().isEmpty();
  }

  /** Page of the server; empty for one that has none. */
  private String path() {
    return switch (directory.kind()) {
      case LLAMA_CPP -> "/slots";
      case VLLM -> "/metrics";
      case MISTRAL, SGLANG, OLLAMA, LM_STUDIO, UNKNOWN -> "";
    };
  }

  /**
   * What it has got on with since it was asked before; empty when with nothing, or when it did not
   * say. Blocks for a few seconds at most.
   *
   * @param started is given the call, so that it can be cancelled
   */
  Optional<ServerReading> look(Consumer<HttpCall> started) {
    String answer;
    try {
      answer = client.probe().page(path(), started);
    } catch (IOException e) {
      return Optional.empty(); // it may be too busy to say
    }
    Optional<ServerReading> reading =
        directory.kind() == ServerKind.VLLM
            ? ServerReading.ofMetrics(answer)
            : ServerReading.ofSlots(answer);
    isRefused = answer.isEmpty();
    boolean isNews = reading.isPresent() && !reading.get().state().equals(state);
    state = reading.map(ServerReading::state).orElse("");
    return isNews ? reading : Optional.empty();
  }
}
