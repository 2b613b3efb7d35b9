package dev.vibe.workspace.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Remover of escapes from text that was escaped once too often, as in JSON within JSON or as markup
 * in markup.
 */
final class Escapes {

  private static final String QUOTES = "\"'`";
  private static final String ALL = QUOTES + "nrt\\";

  private Escapes() {}

  /**
   * The edit with one level of escaping removed from both texts, the mildest reading first: quotes
   * only, backslash escapes outside of quoted strings, all backslash escapes, markup entities.
   * Readings that change nothing are left out, and that of all escapes is where it would change a
   * string of the new text that may be meant as it is.
   */
  static List<TextEdit> strip(TextEdit edit) {
    List<UnaryOperator<String>> readings = new ArrayList<>();
    readings.add(text -> unescape(text, QUOTES));
    readings.add(Escapes::outsideStrings);
    if (outsideStrings(edit.replacement()).equals(unescape(edit.replacement(), ALL))) {
      readings.add(text -> unescape(text, ALL));
    }
    readings.add(Escapes::markup);
    List<TextEdit> edits = new ArrayList<>();
    for (UnaryOperator<String> reading : readings) {
      String old = reading.apply(edit.old());
      if (!old.equals(edit.old()) && !old.isBlank()) {
        edits.add(new TextEdit(old, reading.apply(edit.replacement()), edit.places()));
      }
    }
    return edits;
  }

  private static String unescape(String text, String escapable) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isEscape(text, i, escapable)) {
        out.append(meant(text.charAt(++i)));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Strings begin at a quote without a backslash and end there or with the line. */
  private static String outsideStrings(String text) {
    StringBuilder out = new StringBuilder(text.length());
    char open = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isEscape(text, i, ALL)) {
        char escaped = text.charAt(++i);
        if (open == 0) {
          out.append(meant(escaped));
        } else {
          out.append(c).append(escaped);
        }
        continue;
      }
      out.append(c);
      if (c == open || c == '\n') {
        open = 0;
      } else if (open == 0 && QUOTES.indexOf(c) >= 0 && !isApostrophe(text, i)) {
        open = c;
      }
    }
    return out.toString();
  }

  private static boolean isEscape(String text, int at, String escapable) {
    return text.charAt(at) == '\\'
        && at + 1 < text.length()
        && escapable.indexOf(text.charAt(at + 1)) >= 0;
  }

  private static char meant(char escaped) {
    return switch (escaped) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escaped;
    };
  }

  /** One in a word, as in {@code don't}; after an escape such as {@code \n} it is none. */
  private static boolean isApostrophe(String text, int at) {
    return text.charAt(at) == '\''
        && at > 0
        && Character.isLetterOrDigit(text.charAt(at - 1))
        && (at < 2 || text.charAt(at - 2) != '\\');
  }

  private static String markup(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }
}
