package dev.vibe.git.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Parser of one configuration file, by the grammar of {@code git help config}, "Syntax", to the
 * byte as Git reads it. What it reads is only ever used as data, so that a misreading could start
 * no program. Follows no includes.
 */
final class ConfigParser {

  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

  /** A character for each byte. */
  private final String text;

  private final List<ConfigSetting> entries = new ArrayList<>();
  private String section = "";
  private int at;
  private boolean ended;

  private ConfigParser(String text) {
    this.text = text;
    this.at = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
  }

  /**
   * What a file says, in its order.
   *
   * @throws IOException that tells the line at which Git would give up
   */
  static List<ConfigSetting> parse(byte[] bytes) throws IOException {
    ConfigParser parser = new ConfigParser(new String(bytes, StandardCharsets.ISO_8859_1));
    parser.run();
    return parser.entries;
  }

  private void run() throws IOException {
    boolean comment = false;
    while (true) {
      char c = next();
      if (c == '\n') {
        if (ended) {
          return;
        }
        comment = false;
      } else if (!comment && !isSpace(c)) {
        if (c == '#' || c == ';') {
          comment = true;
        } else if (c == '[') {
          section = section();
        } else if (isLetter(c)) {
          entry(c);
        } else {
          throw bad();
        }
      }
    }
  }

  /** The end reads as an end of the line. */
  private char next() {
    if (at >= text.length()) {
      ended = true;
      return '\n';
    }
    char c = text.charAt(at++);
    if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
      at++;
      return '\n';
    }
    return c;
  }

  private String section() throws IOException {
    StringBuilder name = new StringBuilder();
    for (char c = next(); c != ']'; c = next()) {
      if (!ended && isSpace(c)) {
        return name + "." + subsection(c);
      }
      if (ended || (!isOfKey(c) && c != '.')) {
        throw bad();
      }
      name.append(lower(c));
    }
    if (name.isEmpty()) {
      throw bad();
    }
    return name.toString();
  }

  private String subsection(char space) throws IOException {
    char c = space;
    while (isSpace(c)) {
      if (c == '\n') {
        throw bad();
      }
      c = next();
    }
    StringBuilder name = new StringBuilder();
    boolean quoted = c == '"';
    while (quoted) {
      c = next();
      quoted = c != '"';
      if (c == '\\') {
        c = next();
      }
      if (c == '\n') {
        throw bad();
      }
      if (quoted) {
        name.append(c);
      }
    }
    if (c != '"' || next() != ']') {
      throw bad();
    }
    return decoded(name);
  }

  private void entry(char first) throws IOException {
    StringBuilder name = new StringBuilder().append(lower(first));
    char c = next();
    while (!ended && isOfKey(c)) {
      name.append(lower(c));
      c = next();
    }
    while (c == ' ' || c == '\t') {
      c = next();
    }
    if (c != '\n' && c != '=') {
      throw bad();
    }
    entries.add(new ConfigSetting(section + "." + name, c == '=' ? value() : "true"));
  }

  private String value() throws IOException {
    StringBuilder value = new StringBuilder();
    StringBuilder spaces = new StringBuilder();
    boolean quoted = false;
    boolean comment = false;
    while (true) {
      char c = next();
      if (c == '\n') {
        if (quoted) {
          throw bad();
        }
        return decoded(value);
      }
      if (comment) {
        continue;
      }
      if (isSpace(c) && !quoted) {
        spaces.append(value.isEmpty() ? "" : c);
        continue;
      }
      if (!quoted && (c == ';' || c == '#')) {
        comment = true;
        continue;
      }
      value.append(spaces);
      spaces.setLength(0);
      if (c == '\\') {
        value.append(escaped(next()));
      } else if (c == '"') {
        quoted = !quoted;
      } else {
        value.append(c);
      }
    }
  }

  private String escaped(char c) throws IOException {
    return switch (c) {
      case '\n' -> "";
      case 't' -> "\t";
      case 'b' -> "\b";
      case 'n' -> "\n";
      case '\\', '"' -> String.valueOf(c);
      default -> throw bad();
    };
  }

  private IOException bad() {
    long line = text.substring(0, at).chars().filter(c -> c == '\n').count();
    boolean onNewLine = at > 0 && text.charAt(at - 1) == '\n';
    return new IOException("bad line " + (onNewLine ? line : line + 1));
  }

  private static String decoded(StringBuilder bytes) {
    return new String(
        bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isOfKey(char c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == '-';
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
