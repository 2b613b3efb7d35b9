package dev.vibe.mcp;

import dev.vibe.rpc.Params;
import java.time.Duration;
import java.util.Map;

/** Port to a server: requests and their answers. Thread-safe. */
interface McpWire extends AutoCloseable {

  /**
   * A request.
   *
   * @param headers what a server behind HTTP sees of it beside the body
   */
  record Ask(String method, Map<String, Object> params, Map<String, String> headers) {

    Ask(String method, Map<String, Object> params) {
      this(method, params, Map.of());
    }
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws McpFailure when there is none in time, or it is an error
   * @throws InterruptedException when the thread is interrupted; the server is told
   */
  Params ask(Ask ask, Duration limit) throws McpFailure, InterruptedException;

  /** Tells something that has no answer. */
  void tell(String method, Map<String, Object> params) throws McpFailure, InterruptedException;

  /** From now on the protocol of that version is spoken. */
  void speak(String version);

  /** Idempotent. */
  @Override
  void close();
}
