package dev.vibe.lsp.client;

/** Failure of a server that cannot be begun or has ended; its message says why. */
final class ServerGone extends Exception {

  private static final long serialVersionUID = 1L;

  ServerGone(String message) {
    super(message);
  }

  ServerGone(String message, Throwable cause) {
    super(message, cause);
  }
}
