package dev.vibe.workspace.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Encoding of a text file: how its bytes stand for characters. Each of them gives the same bytes
 * back for a text that it decoded; what a text may gain is what {@link #encode} accepts.
 */
public enum TextEncoding {
  UTF_8("UTF-8", StandardCharsets.UTF_8, ""),
  UTF_8_BOM("UTF-8 with byte-order mark", StandardCharsets.UTF_8, "\u00EF\u00BB\u00BF"),
  UTF_16LE("UTF-16LE", StandardCharsets.UTF_16LE, "\u00FF\u00FE"),
  UTF_16BE("UTF-16BE", StandardCharsets.UTF_16BE, "\u00FE\u00FF"),
  UTF_16LE_BARE("UTF-16LE without byte-order mark", StandardCharsets.UTF_16LE, ""),
  UTF_16BE_BARE("UTF-16BE without byte-order mark", StandardCharsets.UTF_16BE, ""),
  LATIN_1("Latin-1", StandardCharsets.ISO_8859_1, ""),
  /** Not UTF-8, and has bytes that Latin-1 text never has. */
  WINDOWS_1252("Windows-1252", Charset.forName("windows-1252"), ""),
  /** UTF-8 with some bytes that are not: each of those stands as U+DC00 plus its value. */
  BROKEN_UTF_8("UTF-8 with invalid bytes", StandardCharsets.UTF_8, ""),
  /** Some other one in which ASCII is ASCII; other bytes stand as U+DC00 plus their value. */
  UNKNOWN("an unknown encoding", StandardCharsets.US_ASCII, "");

  private static final char ESCAPED = '\uDC00';

  /** Bytes that tell UTF-16 from other things. */
  private static final int LOOKED_AT = 4_096;

  private final String title;
  private final Charset charset;

  /** The bytes that a file in this encoding begins with, as Latin-1; empty when there are none. */
  private final String mark;

  TextEncoding(String title, Charset charset, String mark) {
    this.title = title;
    this.charset = charset;
    this.mark = mark;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** Whether nothing in the bytes claims it, so that they may be no text at all. */
  boolean isGuessed() {
    return this == UTF_16LE_BARE || this == UTF_16BE_BARE;
  }

  /** The encoding that a byte-order mark names; else what the bytes look like. */
  public static TextEncoding of(byte[] bytes) {
    for (TextEncoding marked : new TextEncoding[] {UTF_8_BOM, UTF_16LE, UTF_16BE}) {
      if (startsWith(bytes, marked.markBytes())) {
        return marked;
      }
    }
    return bare16(bytes);
  }

  /**
   * UTF-16 without a mark is known by its zeros: in a text that is mostly Latin, every second byte
   * is one and hardly any of the others.
   */
  private static TextEncoding bare16(byte[] bytes) {
    int looked = Math.min(bytes.length, LOOKED_AT) & ~1;
    if (bytes.length % 2 != 0 || looked < 4 || (bytes[0] != 0 && bytes[1] != 0)) {
      return UTF_8;
    }
    int even = 0;
    int odd = 0;
    for (int i = 0; i < looked; i += 2) {
      even += bytes[i] == 0 ? 1 : 0;
      odd += bytes[i + 1] == 0 ? 1 : 0;
    }
    int pairs = looked / 2;
    if (odd >= pairs * 3 / 4 && even == 0) {
      return UTF_16LE_BARE;
    }
    return even >= pairs * 3 / 4 && odd == 0 ? UTF_16BE_BARE : UTF_8;
  }

  /** What a text that claims to be UTF-8 and is not probably is. */
  static TextEncoding fallback(byte[] bytes) {
    int sequences = 0;
    int strays = 0;
    boolean controls = false;
    int at = 0;
    while (at < bytes.length) {
      int length = sequence(bytes, at);
      if (length > 1) {
        sequences++;
      } else if (length == 0) {
        strays++;
        controls |= (bytes[at] & 0xFF) < 0xA0;
      }
      at += Math.max(1, length);
    }
    if (sequences > strays) {
      return BROKEN_UTF_8;
    }
    if (!controls) {
      return LATIN_1;
    }
    return WINDOWS_1252.decode(bytes).isPresent() ? WINDOWS_1252 : UNKNOWN;
  }

  /** The text without its byte-order mark; empty when the bytes are not in this encoding. */
  Optional<String> decode(byte[] bytes) {
    return switch (this) {
      case UTF_8, UTF_8_BOM -> decodeUtf8(bytes);
      case LATIN_1 -> Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
      case UTF_16LE, UTF_16BE, UTF_16LE_BARE, UTF_16BE_BARE, WINDOWS_1252 -> decodeStrictly(bytes);
      case BROKEN_UTF_8, UNKNOWN -> Optional.of(decodeEscaping(bytes));
    };
  }

  private Optional<String> decodeUtf8(byte[] bytes) {
    int from = mark.length();
    String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return Optional.of(text);
    }
    byte[] again = text.getBytes(StandardCharsets.UTF_8);
    boolean valid = Arrays.equals(again, 0, again.length, bytes, from, bytes.length);
    return valid ? Optional.of(text) : Optional.empty();
  }

  private Optional<String> decodeStrictly(byte[] bytes) {
    ByteBuffer content = ByteBuffer.wrap(bytes, mark.length(), bytes.length - mark.length());
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(content)
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private String decodeEscaping(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    int at = 0;
    while (at < bytes.length) {
      int length = this == UNKNOWN ? Math.min(1, sequence(bytes, at)) : sequence(bytes, at);
      if (bytes[at] >= 0) {
        text.append((char) bytes[at]);
      } else if (length == 0 || this == UNKNOWN) {
        text.append((char) (ESCAPED + (bytes[at] & 0xFF)));
      } else {
        text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
      }
      at += Math.max(1, length);
    }
    return text.toString();
  }

  /** The bytes with the byte-order mark; empty when a character does not exist in this encoding. */
  public Optional<byte[]> encode(String text) {
    return switch (this) {
      case BROKEN_UTF_8, UNKNOWN -> encodeEscaped(text);
      case UTF_8,
          UTF_8_BOM,
          UTF_16LE,
          UTF_16BE,
          UTF_16LE_BARE,
          UTF_16BE_BARE,
          LATIN_1,
          WINDOWS_1252 ->
          encodeStrictly(text);
    };
  }

  private Optional<byte[]> encodeStrictly(String text) {
    if (this == UTF_8 && !hasSurrogates(text)) {
      return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
    try {
      ByteBuffer encoded =
          charset
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[mark.length() + encoded.remaining()];
      System.arraycopy(markBytes(), 0, bytes, 0, mark.length());
      encoded.get(bytes, mark.length(), encoded.remaining());
      return Optional.of(bytes);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> encodeEscaped(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      if (point >= ESCAPED + 0x80 && point <= ESCAPED + 0xFF) {
        out.write(point - ESCAPED);
      } else if (point < 0x80) {
        out.write(point);
      } else if (this == UNKNOWN || (point >= 0xD800 && point <= 0xDFFF)) {
        return Optional.empty();
      } else {
        out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
      }
    }
    return Optional.of(out.toByteArray());
  }

  static boolean hasSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Length of the valid UTF-8 sequence at an offset, 0 when there is none. */
  private static int sequence(byte[] bytes, int at) {
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    int length = first >= 0xF0 && first <= 0xF4 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > bytes.length) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    int second = bytes[at + 1] & 0xFF;
    boolean overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    boolean outside = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
    return overlong || outside ? 0 : length;
  }

  private byte[] markBytes() {
    return mark.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean startsWith(byte[] bytes, byte[] mark) {
    return bytes.length >= mark.length
        && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
  }
}
