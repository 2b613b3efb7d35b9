package dev.vibe.json;

/** Exception for JSON or TOML that is not what it should be: broken syntax or the wrong shape. */
public final class JsonShapeException extends RuntimeException {

  private final String path;

  /**
   * Says where and what.
   *
   * @param path where, as {@code $.items[0].text}; {@code $} for the whole
   */
  public JsonShapeException(String path, String message, Throwable cause) {
    super(message, cause);
    this.path = path;
  }

  public String path() {
    return path;
  }
}
