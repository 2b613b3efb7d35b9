package dev.vibe.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the elements of a list stand in a TOML document.
 *
 * @param open behind its opening bracket
 * @param end behind its last element or the comma after that; equal to {@code open} when it is
 *     empty
 * @param hasComma whether a comma follows the last element
 * @param close before its closing bracket
 */
record TomlList(int open, int end, boolean hasComma, int close) {

  /** The list of a bare key, searched from an offset on; empty when there is none. */
  static Optional<TomlList> of(String document, String key, int from) {
    Matcher start =
        Pattern.compile("(?<![\\w\"'-])" + Pattern.quote(key) + "[\"']?\\s*=\\s*\\[")
            .matcher(document);
    return start.find(from) ? scan(document, start.end()) : Optional.empty();
  }

  private static Optional<TomlList> scan(String document, int open) {
    int end = open;
    boolean hasComma = false;
    int at = open;
    while (at < document.length()) {
      char c = document.charAt(at);
      if (c == ']') {
        return Optional.of(new TomlList(open, end, hasComma, at));
      } else if (c == '#') {
        int lineEnd = document.indexOf('\n', at);
        at = lineEnd < 0 ? document.length() : lineEnd;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        at = c == '"' || c == '\'' ? behindText(document, at, c) : at + 1;
        end = at;
        hasComma = c == ',';
      }
    }
    return Optional.empty();
  }

  private static int behindText(String document, int start, char quote) {
    String three = String.valueOf(quote).repeat(3);
    String marks = document.startsWith(three, start) ? three : String.valueOf(quote);
    int at = start + marks.length();
    while (at < document.length() && !document.startsWith(marks, at)) {
      at += quote == '"' && document.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(document.length(), at + marks.length());
  }

  /** The document with one more element, laid out like those before it. */
  String plus(String document, String element) {
    if (end == open) {
      return document.substring(0, open) + element + document.substring(open);
    }
    String head = document.substring(0, end) + (hasComma ? "" : ",");
    int lineEnd = document.indexOf('\n', end);
    if (lineEnd < 0 || lineEnd > close) {
      return head + " " + element + document.substring(end);
    }
    // Behind the whole line, because a comment there belongs to the element before.
    boolean isDos = document.charAt(lineEnd - 1) == '\r';
    int stop = isDos ? lineEnd - 1 : lineEnd;
    return head
        + document.substring(end, stop)
        + (isDos ? "\r\n" : "\n")
        + indent(document)
        + element
        + (hasComma ? "," : "")
        + document.substring(stop);
  }

  private String indent(String document) {
    int start = document.lastIndexOf('\n', end - 1) + 1;
    int at = start;
    while (document.charAt(at) == ' ' || document.charAt(at) == '\t') {
      at++;
    }
    return document.substring(start, at);
  }
}
