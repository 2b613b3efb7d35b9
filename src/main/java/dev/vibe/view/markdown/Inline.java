package dev.vibe.view.markdown;

import dev.vibe.text.ControlChars;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Parser of emphasis, code and links inside of a line. Marks that have no partner are shown as they
 * are.
 */
final class Inline {

  private final String text;
  private final Role plain;
  private final List<Span> spans = new ArrayList<>();
  private final StringBuilder pending = new StringBuilder();
  private int at;

  private Inline(String text, Role plain) {
    this.text = text;
    this.plain = plain;
  }

  /** The spans of one line of foreign text. */
  static List<Span> spans(String foreign, Role plain) {
    Inline inline = new Inline(ControlChars.neutraliseLine(foreign), plain);
    inline.parse();
    return inline.spans;
  }

  private void parse() {
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean taken =
          switch (c) {
            case '\\' -> escaped();
            case '`' -> code();
            case '*' -> enclosed("**", Role.STRONG) || enclosed("*", Role.EMPHASIS);
            case '_' ->
                wordStart() && (enclosed("__", Role.STRONG) || enclosed("_", Role.EMPHASIS));
            case '[' -> link();
            default -> false;
          };
      if (!taken) {
        pending.append(c);
        at++;
      }
    }
    flush();
  }

  private boolean escaped() {
    if (at + 1 >= text.length() || "\\`*_[]#<>|".indexOf(text.charAt(at + 1)) < 0) {
      return false;
    }
    pending.append(text.charAt(at + 1));
    at += 2;
    return true;
  }

  private boolean code() {
    int run = 1;
    while (at + run < text.length() && text.charAt(at + run) == '`') {
      run++;
    }
    String fence = "`".repeat(run);
    int end = text.indexOf(fence, at + run);
    if (end < 0) {
      return false;
    }
    add(Role.CODE, text.substring(at + run, end));
    at = end + run;
    return true;
  }

  private boolean enclosed(String mark, Role role) {
    int start = at + mark.length();
    if (!text.startsWith(mark, at) || start >= text.length() || text.charAt(start) == ' ') {
      return false;
    }
    int end = text.indexOf(mark, start + 1);
    if (end < 0 || text.charAt(end - 1) == ' ') {
      return false;
    }
    boolean insideWord =
        mark.startsWith("_")
            && end + mark.length() < text.length()
            && Character.isLetterOrDigit(text.charAt(end + mark.length()));
    if (insideWord) {
      return false;
    }
    flush();
    spans.addAll(spans(text.substring(start, end), plain == Role.TEXT ? role : plain));
    at = end + mark.length();
    return true;
  }

  private boolean wordStart() {
    return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
  }

  /** The target is shown, because a link's text may say something else. */
  private boolean link() {
    int middle = text.indexOf("](", at);
    int end = middle < 0 ? -1 : text.indexOf(')', middle);
    int inner = text.indexOf('[', at + 1);
    if (end < 0 || (inner >= 0 && inner < middle)) {
      return false;
    }
    String label = text.substring(at + 1, middle);
    String target = text.substring(middle + 2, end);
    add(plain, label);
    if (!target.equals(label)) {
      add(Role.FAINT, " (" + target + ")");
    }
    at = end + 1;
    return true;
  }

  private void add(Role role, String piece) {
    flush();
    if (!piece.isEmpty()) {
      spans.add(new Span(role, piece));
    }
  }

  private void flush() {
    if (!pending.isEmpty()) {
      spans.add(new Span(plain, pending.toString()));
      pending.setLength(0);
    }
  }
}
