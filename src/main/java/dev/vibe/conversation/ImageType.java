package dev.vibe.conversation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/** Type of an image, of those that models are known to take. */
public enum ImageType {
  PNG("image/png"),
  JPEG("image/jpeg"),
  GIF("image/gif"),
  WEBP("image/webp");

  /** So many bytes at the beginning of a file tell what it is. */
  public static final int TELLING_BYTES = 12;

  private final String mediaType;

  ImageType(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  /** By the bytes that each format has to begin with; names lie. Empty for anything else. */
  public static Optional<ImageType> of(byte[] beginning) {
    String start = new String(beginning, 0, Math.min(beginning.length, TELLING_BYTES), ISO_8859_1);
    if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return Optional.of(GIF);
    }
    return start.startsWith("RIFF") && start.startsWith("WEBP", 8)
        ? Optional.of(WEBP)
        : Optional.empty();
  }

  /** The one that is called so; empty for an unknown one. */
  public static Optional<ImageType> named(String mediaType) {
    for (ImageType type : values()) {
      if (type.mediaType.equals(mediaType)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
