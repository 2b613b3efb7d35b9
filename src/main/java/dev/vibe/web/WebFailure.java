package dev.vibe.web;

/** Failure to fetch a page; its message is for the model and for people. */
public final class WebFailure extends Exception {

  private static final long serialVersionUID = 1L;

  WebFailure(String message) {
    super(message);
  }

  WebFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** As {@link #getMessage}, never null. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
