package dev.vibe.tool.builtin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** File bytes as text for a model to read; never written back. */
final class FileText {

  /** Where a zero byte is looked for to tell binary from text, as git does. */
  private static final int BINARY_PROBE = 8_000;

  private FileText() {}

  static boolean isBinary(byte[] bytes) {
    if (isUtf16(bytes)) {
      return false;
    }
    for (int i = 0; i < Math.min(bytes.length, BINARY_PROBE); i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  /** By its byte order mark, else UTF-8 when it is valid, else Latin-1; without the mark. */
  static String decode(byte[] bytes) {
    if (isUtf16(bytes)) {
      return new String(bytes, StandardCharsets.UTF_16);
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** The lines without their ends; a lone carriage return ends none, as in editors. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      int stop = end < 0 ? text.length() : end;
      int next = end < 0 ? stop : end + 1;
      lines.add(
          text.substring(start, stop > start && text.charAt(stop - 1) == '\r' ? stop - 1 : stop));
      start = next;
    }
    return lines;
  }

  private static boolean isUtf16(byte[] bytes) {
    return bytes.length >= 2
        && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
            || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
  }
}
