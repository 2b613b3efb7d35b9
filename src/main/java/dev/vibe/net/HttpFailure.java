package dev.vibe.net;

import java.io.IOException;

/** Failure of an exchange: no answer, or one that broke off. Never holds a key. */
public final class HttpFailure extends IOException {

  private final Kind kind;

  public HttpFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public HttpFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** Kind of failure, as far as it decides what to do next. */
  public enum Kind {
    /** The name has no address. */
    UNKNOWN_HOST,
    /** Nothing listens there. */
    REFUSED,
    /** No connection within the connect limit, or no route. */
    NO_CONNECTION,
    /** The proxy that is set is not there, lets nothing through, or is no proxy. */
    PROXY,
    /** The address is one that must not be connected to; see {@link HostRules}. */
    FORBIDDEN,
    /** The certificate or the handshake was not accepted. */
    TLS,
    /** No byte within the idle limit. */
    SILENCE,
    /** The connection ended or was reset before the answer was whole. */
    BROKEN,
    /** The answer, or one event of it, is larger than its limit. */
    TOO_LARGE,
    /** Cancelled by us: the call was closed or the thread interrupted. */
    CANCELLED
  }
}
