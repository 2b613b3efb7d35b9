package dev.vibe.mcp;

import org.jspecify.annotations.Nullable;

/** Failure of a server to do what it was asked, in words for people. */
public final class McpFailure extends Exception {

  private final Kind kind;

  /** Kind of failure, as far as it decides what to do next. */
  public enum Kind {
    /** It cannot be reached, or is gone. */
    GONE,
    /** It wants a login first. */
    UNAUTHORIZED,
    /** It knows nothing of the session any more. */
    SESSION_LOST,
    /** It speaks our version of the protocol, and took this request for one of another. */
    VERSION,
    /** It said no: an error of the protocol. */
    REFUSED
  }

  McpFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  McpFailure(Kind kind, String message) {
    this(kind, message, null);
  }

  public Kind kind() {
    return kind;
  }
}
