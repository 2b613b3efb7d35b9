package dev.vibe.workspace.content;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Text of a file and how it is encoded.
 *
 * @param text without byte-order mark. Bytes that stand for no character appear as lone surrogates
 *     (see {@link TextEncoding}) and come back as the same bytes.
 */
public record TextFile(String text, TextEncoding encoding) {

  /** Files above this many bytes are neither read nor edited: 50 MB. */
  public static final int MAX_BYTES = 50_000_000;

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
