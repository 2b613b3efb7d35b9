package dev.vibe.exec.shell;

import dev.vibe.text.NameBytes;

/**
 * Text between {@code $'} and {@code '}, with its escapes decoded as bash does.
 *
 * @param end the place of the closing quote; -1 without one
 */
record AnsiQuotes(String text, int end) {

  /** Reads from behind the opening quote. */
  static AnsiQuotes read(String line, int from) {
    StringBuilder text = new StringBuilder();
    int at = from;
    while (at < line.length() && line.charAt(at) != '\'') {
      char c = line.charAt(at);
      if (c != '\\' || at + 1 == line.length()) {
        text.append(c);
        at++;
      } else {
        at = escape(line, at + 1, text);
      }
    }
    return new AnsiQuotes(NameBytes.joined(text.toString()), at < line.length() ? at : -1);
  }

  /** Decodes what follows a backslash; gives the place behind it. */
  private static int escape(String line, int at, StringBuilder text) {
    char c = line.charAt(at);
    return switch (c) {
      case 'n' -> one(text, '\n', at);
      case 't' -> one(text, '\t', at);
      case 'r' -> one(text, '\r', at);
      case 'a' -> one(text, (char) 7, at);
      case 'b' -> one(text, '\b', at);
      case 'e', 'E' -> one(text, (char) 27, at);
      case 'f' -> one(text, '\f', at);
      case 'v' -> one(text, (char) 11, at);
      case 'x' -> number(line, at + 1, new Digits(16, 2), text);
      case 'u' -> number(line, at + 1, new Digits(16, 4), text);
      case 'U' -> number(line, at + 1, new Digits(16, 8), text);
      case 'c' -> one(text, (char) (at + 1 < line.length() ? line.charAt(at + 1) & 31 : 0), at + 1);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> number(line, at, new Digits(8, 3), text);
      case '\\', '\'', '"', '?' -> one(text, c, at);
      default -> {
        text.append('\\').append(c);
        yield at + 1;
      }
    };
  }

  private static int one(StringBuilder text, char c, int at) {
    text.append(c);
    return at + 1;
  }

  private record Digits(int radix, int most) {
    boolean areOfByte() {
      return most <= 3;
    }
  }

  private static int number(String line, int from, Digits digits, StringBuilder text) {
    int end = from;
    while (end < line.length()
        && end < from + digits.most
        && Character.digit(line.charAt(end), digits.radix) >= 0) {
      end++;
    }
    if (end > from) {
      long value = Long.parseLong(line.substring(from, end), digits.radix);
      if (digits.areOfByte() && (value & 0xff) >= 0x80) {
        text.appendCodePoint(NameBytes.point((int) value));
      } else {
        text.appendCodePoint(value <= Character.MAX_CODE_POINT ? (int) value : 0xFFFD);
      }
    }
    return end;
  }
}
