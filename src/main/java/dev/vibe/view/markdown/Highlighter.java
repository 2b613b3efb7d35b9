package dev.vibe.view.markdown;

import dev.vibe.text.Palette.Role;
import dev.vibe.view.Span;
import dev.vibe.view.markdown.Language.LongMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Highlighter that colours code line by line: comments, texts, numbers and keywords. Immutable;
 * what a line leaves open is in the highlighter for the next.
 *
 * @param inside the pair that is open, at most one
 */
record Highlighter(String name, Language language, List<LongMark> inside) {

  Highlighter {
    inside = List.copyOf(inside);
  }

  /** A line in colours, and what colours the next. */
  record Highlighted(List<Span> spans, Highlighter next) {}

  static Highlighter of(String language) {
    return new Highlighter(language, Language.named(language), List.of());
  }

  /** By what stands behind a fence: the first word of it names the language. */
  static Highlighter named(String info) {
    return of(info.strip().toLowerCase(Locale.ROOT).split("[ \t{,:]", 2)[0]);
  }

  /** Colours one line, which must be free of control characters. */
  Highlighted line(String code) {
    if (name.equals("diff") || name.equals("patch")) {
      return new Highlighted(List.of(new Span(diffRole(code), code)), this);
    }
    if (language.equals(Language.NONE)) {
      return new Highlighted(List.of(new Span(Role.TEXT, code)), this);
    }
    return new Scan(code).run();
  }

  private static Role diffRole(String line) {
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> Role.ADDED;
      case '-' -> Role.REMOVED;
      case '@' -> Role.HUNK;
      default -> Role.TEXT;
    };
  }

  private static Role roleOf(LongMark mark) {
    return mark.isComment() ? Role.COMMENT : Role.LITERAL;
  }

  /** One line. */
  private final class Scan {

    private final String code;
    private final List<Span> spans = new ArrayList<>();
    private int plainFrom;
    private int at;

    Scan(String code) {
      this.code = code;
    }

    Highlighted run() {
      if (!inside.isEmpty() && !close(inside.getFirst(), 0)) {
        return new Highlighted(spans, Highlighter.this);
      }
      while (at < code.length()) {
        Optional<LongMark> mark =
            language.longMarks().stream().filter(m -> code.startsWith(m.open(), at)).findFirst();
        if (mark.isPresent()) {
          if (!close(mark.get(), mark.get().open().length())) {
            return new Highlighted(spans, new Highlighter(name, language, List.of(mark.get())));
          }
        } else if (language.lineComments().stream().anyMatch(this::startsComment)) {
          take(Role.COMMENT, code.length());
        } else if (language.quotes().indexOf(code.charAt(at)) >= 0) {
          take(Role.LITERAL, endOfText());
        } else if (Character.isJavaIdentifierStart(code.charAt(at))) {
          word();
        } else if (Character.isDigit(code.charAt(at))) {
          take(Role.NUMBER, endOfNumber());
        } else {
          at++;
        }
      }
      flush();
      return new Highlighted(spans, new Highlighter(name, language, List.of()));
    }

    /** Takes up to the end of a pair; false when the line ends before. */
    private boolean close(LongMark mark, int from) {
      int end = code.indexOf(mark.close(), at + from);
      take(roleOf(mark), end < 0 ? code.length() : end + mark.close().length());
      return end >= 0;
    }

    private boolean startsComment(String mark) {
      boolean needsBlank = mark.equals("#");
      return code.startsWith(mark, at)
          && (!needsBlank || at == 0 || Character.isWhitespace(code.charAt(at - 1)));
    }

    private void word() {
      int end = at;
      while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
        end++;
      }
      if (language.keywords().contains(code.substring(at, end))) {
        take(Role.KEYWORD, end);
      } else {
        at = end;
      }
    }

    private int endOfText() {
      char quote = code.charAt(at);
      for (int i = at + 1; i < code.length(); i++) {
        if (code.charAt(i) == '\\') {
          i++;
        } else if (code.charAt(i) == quote) {
          return i + 1;
        }
      }
      return code.length();
    }

    private int endOfNumber() {
      int end = at;
      while (end < code.length()
          && (Character.isLetterOrDigit(code.charAt(end)) || "._".indexOf(code.charAt(end)) >= 0)) {
        end++;
      }
      return end;
    }

    private void take(Role role, int end) {
      flush();
      spans.add(new Span(role, code.substring(at, end)));
      at = end;
      plainFrom = end;
    }

    private void flush() {
      if (plainFrom < at) {
        spans.add(new Span(Role.TEXT, code.substring(plainFrom, at)));
      }
    }
  }
}
