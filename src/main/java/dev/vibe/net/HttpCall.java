package dev.vibe.net;

import java.time.Duration;

/** Call: one request that is on its way or about to be. */
public final class HttpCall {

  private final Exchange exchange;

  HttpCall(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Sends it and waits for the head of the answer, whatever its status. Redirects are followed on
   * the same scheme, host and port only; any other is given as it came, and each by a client of a
   * limited reach. Once per call.
   *
   * @param answerLimit how long the server may take once it is connected
   * @throws HttpFailure when there was no answer; {@code CANCELLED} at once after {@link #cancel}
   *     or an interrupt, which stays set
   */
  public HttpReply send(Duration answerLimit) throws HttpFailure {
    return exchange.start(answerLimit);
  }

  /** Closes the socket at once, from any thread. Idempotent. */
  public void cancel() {
    exchange.cancel();
  }
}
