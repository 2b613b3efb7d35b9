package dev.vibe.workspace.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Remover of escapes from text that was escaped once too often, as in JSON within JSON or as markup
 * in markup.
 */
final class Escapes {

  private Escapes() {}

  /**
   * The edit with one level of escaping removed from both texts, the mildest reading first: quotes
   * only, all backslash escapes, markup entities. Readings that change nothing are left out.
   */
  static List<TextEdit> strip(TextEdit edit) {
    List<UnaryOperator<String>> readings =
        List.of(
            text -> unescape(text, "\"'`"), text -> unescape(text, "\"'`nrt\\"), Escapes::markup);
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
      if (c == '\\' && i + 1 < text.length() && escapable.indexOf(text.charAt(i + 1)) >= 0) {
        char escaped = text.charAt(++i);
        out.append(
            switch (escaped) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> escaped;
            });
      } else {
        out.append(c);
      }
    }
    return out.toString();
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
