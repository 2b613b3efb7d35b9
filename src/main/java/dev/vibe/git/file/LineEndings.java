package dev.vibe.git.file;

import java.io.ByteArrayOutputStream;

/** Converter of line endings: that side of what Git does between work tree and repository. Pure. */
public final class LineEndings {

  private LineEndings() {}

  /**
   * What {@code git add} would store.
   *
   * @param normalizesUnspecified {@code core.autocrlf} is {@code true} or {@code input}
   * @param stored what the index holds for the file now; empty when it holds nothing. A file that
   *     was committed with CR LF keeps them unless it is marked as text
   */
  public static byte[] clean(
      byte[] bytes, PathAttributes.Text text, boolean normalizesUnspecified, byte[] stored) {
    return switch (text) {
      case YES -> toLf(bytes);
      case NO -> bytes;
      case AUTO -> cleanAutomatic(bytes, stored);
      case UNSPECIFIED -> normalizesUnspecified ? cleanAutomatic(bytes, stored) : bytes;
    };
  }

  private static byte[] cleanAutomatic(byte[] bytes, byte[] stored) {
    return looksBinary(bytes) || hasCrLf(stored) ? bytes : toLf(bytes);
  }

  public static byte[] toLf(byte[] bytes) {
    if (!hasCrLf(bytes)) {
      return bytes;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\r' || i + 1 == bytes.length || bytes[i + 1] != '\n') {
        out.write(bytes[i]);
      }
    }
    return out.toByteArray();
  }

  public static byte[] toCrLf(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + bytes.length / 16);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) {
        out.write('\r');
      }
      out.write(bytes[i]);
    }
    return out.toByteArray();
  }

  /** With CR LF where the model has them and these have none. */
  public static byte[] as(byte[] bytes, byte[] model) {
    return hasCrLf(model) && !hasCrLf(bytes) ? toCrLf(bytes) : bytes;
  }

  private static boolean hasCrLf(byte[] bytes) {
    for (int i = 0; i + 1 < bytes.length; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        return true;
      }
    }
    return false;
  }

  /** Git's own guess: a NUL, a lone CR, or more than one odd byte in 128. */
  private static boolean looksBinary(byte[] bytes) {
    int odd = 0;
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes[i] & 0xff;
      if (b == 0 || (b == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n'))) {
        return true;
      }
      boolean lastIsEndOfFileMark = b == 0x1a && i + 1 == bytes.length;
      if (isOdd(b) && !lastIsEndOfFileMark) {
        odd++;
      }
    }
    return (bytes.length - odd) >> 7 < odd;
  }

  private static boolean isOdd(int b) {
    return switch (b) {
      case '\b', '\t', '\n', '\r', 0x1b, '\f' -> false;
      default -> b < 0x20 || b == 0x7f;
    };
  }
}
