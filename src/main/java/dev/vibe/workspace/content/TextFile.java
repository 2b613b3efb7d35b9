package dev.vibe.workspace.content;

import dev.vibe.problem.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of a file and how it is encoded.
 *
 * @param text without byte-order mark. Bytes that stand for no character appear as lone surrogates
 *     (see {@link TextEncoding}) and come back as the same bytes.
 */
public record TextFile(String text, TextEncoding encoding) {

  /** Files above this many bytes are neither read nor edited: 50 MB. */
  public static final int MAX_BYTES = 50_000_000;

  /**
   * Decodes the bytes of a file. Never guesses at the price of a byte: {@link #encode} of the
   * unchanged text gives the same bytes.
   *
   * @param name how messages call the file
   */
  public static Loaded decode(String name, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return tooLarge(name, bytes.length);
    }
    TextEncoding encoding = TextEncoding.of(bytes);
    Optional<String> text = encoding.decode(bytes);
    if (text.isEmpty() && encoding == TextEncoding.UTF_8) {
      if (contains(bytes, (byte) 0)) {
        return binary(name);
      }
      encoding = TextEncoding.fallback(bytes);
      text = encoding.decode(bytes);
    }
    if (text.isEmpty()) {
      String problem = name + " is not valid " + encoding.title() + ", which its first bytes claim";
      return new Loaded.Refused(
          RefusalCode.NOT_UTF8, problem + "; it was left alone. Convert it with a command first.");
    }
    if (text.get().indexOf('\0') >= 0) {
      return binary(name);
    }
    return new Loaded.Text(new TextFile(text.get(), encoding), new Content.Present(bytes));
  }

  public static Loaded.Refused tooLarge(String name, long size) {
    return new Loaded.Refused(
        RefusalCode.TOO_LARGE,
        "%s is too large: %d bytes, the limit is %d. Show a part of it, or change it, with a command."
            .formatted(name, size, MAX_BYTES));
  }

  private static Loaded.Refused binary(String name) {
    return new Loaded.Refused(
        RefusalCode.BINARY,
        name + " is a binary file (it has NUL bytes); this tool is for text only. Use a command.");
  }

  private static boolean contains(byte[] bytes, byte wanted) {
    for (byte b : bytes) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }

  /**
   * The bytes of another text in this file's encoding, with its byte-order mark if it has one;
   * empty when the text has a character that the encoding lacks.
   */
  public Optional<byte[]> encode(String changed) {
    return encoding.encode(changed);
  }

  /**
   * A part of a decoded text as it can be shown: what stands for a byte that is no character
   * becomes U+FFFD.
   */
  public static String presentable(String part) {
    return TextEncoding.hasSurrogates(part)
        ? new String(part.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE)
        : part;
  }

  /** True when there are line breaks and each of them is CRLF. */
  public boolean usesCrLf() {
    int at = text.indexOf('\n');
    if (at < 0) {
      return false;
    }
    for (; at >= 0; at = text.indexOf('\n', at + 1)) {
      if (at == 0 || text.charAt(at - 1) != '\r') {
        return false;
      }
    }
    return true;
  }
}
