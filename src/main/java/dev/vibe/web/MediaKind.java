package dev.vibe.web;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Media type of a page, as its server says.
 *
 * @param type in lower case, without parameters
 * @param charset empty where none is named that is known
 */
record MediaKind(String type, Form form, Optional<Charset> charset) {

  /** Form of a page, as far as it matters to whoever reads it. */
  enum Form {
    HTML,
    PLAIN,
    /** Pictures, archives, documents. */
    OTHER
  }

  private static final Set<String> PLAIN =
      Set.of(
          "application/json",
          "application/xml",
          "application/javascript",
          "application/ecmascript",
          "application/x-javascript",
          "application/typescript",
          "application/yaml",
          "application/x-yaml",
          "application/toml",
          "application/sql",
          "application/graphql",
          "application/x-sh",
          "application/x-ndjson");

  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  /** How many bytes are looked at for what no text holds. */
  private static final int SAMPLE = 4096;

  /**
   * Reads the value of a {@code Content-Type}; without one it is taken for HTML, as browsers do.
   */
  static MediaKind of(String header) {
    String type = header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return new MediaKind(type.isEmpty() ? "text/html" : type, form(type), charset(header));
  }

  private static Form form(String type) {
    if (type.isEmpty() || type.equals("text/html") || type.equals("application/xhtml+xml")) {
      return Form.HTML;
    }
    boolean isText =
        type.startsWith("text/")
            || type.endsWith("+json")
            || type.endsWith("+xml")
            || PLAIN.contains(type);
    return isText && !type.equals("image/svg+xml") ? Form.PLAIN : Form.OTHER;
  }

  private static Optional<Charset> charset(String header) {
    Matcher named = CHARSET.matcher(header);
    if (!named.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Charset.forName(named.group(1)));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  /** Whether bytes are no text, whatever their server says. */
  static boolean isBinary(byte[] bytes) {
    boolean isWide =
        bytes.length > 1
            && ((bytes[0] & 0xFF) ^ (bytes[1] & 0xFF)) == 1
            && (bytes[0] & 0xFE) == 0xFE;
    for (int i = 0; i < Math.min(bytes.length, SAMPLE) && !isWide; i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
