package dev.vibe.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Codec of file names, which are bytes to the system and to Git, and texts here. A byte that is no
 * part of UTF-8 becomes a character of its own at the end of Unicode's last private area, where
 * nothing has a meaning and no font has a picture; a name that really holds such a character is
 * taken apart into its bytes. So no two names become the same text, every text is valid, and each
 * name comes back byte for byte. Shown, such a byte is {@code \xe9} (see {@link QuotedName}).
 */
public final class NameBytes {

  /** Byte 0x80 is the character 0x80 from here, and so on to the last character there is. */
  private static final int FIRST = 0x10FF00;

  /** The first half of each of these characters; others have it, too. */
  private static final char HIGH = Character.highSurrogate(FIRST);

  private static final char REPLACEMENT = '\uFFFD';

  private static final Pattern ESCAPED = Pattern.compile("(?<!\\\\)\\\\x([89a-fA-F][0-9a-fA-F])");

  private NameBytes() {}

  /** The text of a name. */
  public static String decoded(byte[] name) {
    return decoded(name, 0, name.length);
  }

  /** The text of the name between two places. */
  public static String decoded(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 && text.indexOf(HIGH) < 0
        ? text
        : byteByByte(bytes, from, to);
  }

  private static String byteByByte(byte[] bytes, int from, int to) {
    StringBuilder out = new StringBuilder(to - from + 8);
    for (int at = from; at < to; ) {
      int length = length(bytes[at]);
      int point = at + length <= to ? point(bytes, at, length) : -1;
      if (point < 0 || isByte(point)) {
        out.appendCodePoint(FIRST + (bytes[at++] & 0xff));
      } else {
        out.appendCodePoint(point);
        at += length;
      }
    }
    return out.toString();
  }

  /** Of the sequence that begins with a byte, if it is the beginning of one. */
  private static int length(byte first) {
    int b = first & 0xff;
    return b < 0xe0 ? b < 0x80 ? 1 : 2 : b < 0xf0 ? 3 : 4;
  }

  /** The character, or -1. */
  private static int point(byte[] bytes, int at, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, at, length))
          .toString()
          .codePointAt(0);
    } catch (CharacterCodingException e) {
      return -1;
    }
  }

  /** The bytes of a name, or of several with something between them. */
  public static byte[] bytes(String name) {
    if (isText(name)) {
      return name.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(name.length() + 8);
    name.codePoints()
        .forEach(
            point -> {
              if (isByte(point)) {
                out.write(point - FIRST);
              } else {
                out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
              }
            });
    return out.toByteArray();
  }

  /** Whether no byte of it is other than UTF-8. */
  public static boolean isText(String name) {
    return name.indexOf(HIGH) < 0 || name.codePoints().noneMatch(NameBytes::isByte);
  }

  /** Whether a character stands for a byte. */
  public static boolean isByte(int point) {
    return point >= FIRST + 0x80;
  }

  /** Whether the name cannot be told from its text, because bytes of it got lost in decoding. */
  public static boolean isLossy(String text) {
    return text.indexOf(REPLACEMENT) >= 0 || text.indexOf(HIGH) >= 0;
  }

  /** The character that stands for a byte of 0x80 or more. */
  public static int point(int value) {
    return FIRST + (value & 0xff);
  }

  /** How such a character is shown. */
  static String shown(int point) {
    return "\\x" + Integer.toHexString(point - FIRST);
  }

  /** The name with each such byte as it is shown, and all else as it is. */
  public static String escaped(String name) {
    if (isText(name)) {
      return name;
    }
    StringBuilder out = new StringBuilder(name.length() + 8);
    name.codePoints()
        .forEach(
            point -> {
              if (isByte(point)) {
                out.append(shown(point));
              } else {
                out.appendCodePoint(point);
              }
            });
    return out.toString();
  }

  /** The name that {@link #escaped} shows like this; itself when nothing in it is escaped. */
  public static String unescaped(String shown) {
    Matcher found = ESCAPED.matcher(shown);
    return found.find() ? joined(found.replaceAll(NameBytes::character)) : shown;
  }

  private static String character(MatchResult escape) {
    return Character.toString(point(Integer.parseInt(escape.group(1), 16)));
  }

  /** The name where bytes that stand side by side are one character again, if they make one. */
  public static String joined(String name) {
    return isText(name) ? name : decoded(bytes(name));
  }
}
