package dev.vibe.provider.openai.wire;

/**
 * Exception for a piece of a reply that is not what a piece of a reply is: the stream is broken.
 */
public final class UnreadableChunk extends RuntimeException {

  public UnreadableChunk(String message) {
    super(message);
  }

  public UnreadableChunk(String message, Throwable cause) {
    super(message, cause);
  }
}
