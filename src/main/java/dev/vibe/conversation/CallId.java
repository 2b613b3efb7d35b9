package dev.vibe.conversation;

/**
 * Id of a tool call as the server gave it, or one of ours when it gave none. Unique in a session.
 */
public record CallId(String value) {

  public CallId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a call id must not be blank");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
