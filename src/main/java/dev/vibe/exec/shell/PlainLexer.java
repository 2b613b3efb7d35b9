package dev.vibe.exec.shell;

import dev.vibe.exec.shell.PlainLine.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Lexer that takes only what means the same to every reader: words, quotes around plain text,
 * operators between commands, and redirections from a file or to nowhere. The first thing that is
 * more than that ends it. Owned by one thread.
 */
final class PlainLexer {

  private static final String ENDS_WORD = " \t\n;&|()<>";

  /** In double quotes a dollar in front of one of these stands for itself. */
  private static final String AFTER_PLAIN_DOLLAR = "\" |)/";

  private static final String AFTER_DESCRIPTOR = " \t\n;&|)";

  private static final Set<Integer> UNSEEN =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.FORMAT,
          (int) Character.SURROGATE,
          (int) Character.PRIVATE_USE,
          (int) Character.UNASSIGNED,
          (int) Character.LINE_SEPARATOR,
          (int) Character.PARAGRAPH_SEPARATOR,
          (int) Character.SPACE_SEPARATOR);

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private PlainLexer(String text) {
    this.text = text;
  }

  /** Token of a plain line. */
  sealed interface Token {

    /** A word as it is to be taken, and whether it could be one of the shell's own. */
    record Text(Word word, boolean isBare) implements Token {}

    /** {@code && || ; | ( )} or a line break. */
    record Operator(String text) implements Token {}

    /** Input from a file. */
    record Input(Word file) implements Token {}

    /** Output that goes nowhere, or where another output goes. */
    record Sink() implements Token {}
  }

  /** Exception that says what is more than plain. */
  static final class NotPlain extends Exception {
    private static final long serialVersionUID = 1;

    NotPlain(String why) {
      super(why, null, false, false);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }

  static List<Token> tokens(String text) throws NotPlain {
    PlainLexer lexer = new PlainLexer(text);
    lexer.checkCharacters();
    lexer.read();
    return lexer.tokens;
  }

  private void checkCharacters() throws NotPlain {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      boolean isBlank = c == ' ' || c == '\t' || c == '\n';
      if (!isBlank && UNSEEN.contains(Character.getType(c))) {
        throw new NotPlain("a character that is not seen or looks like another");
      }
    }
  }

  private void read() throws NotPlain {
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case ' ', '\t' -> at++;
        case '\n' -> operator("\n");
        case '#' -> comment();
        case ';' -> {
          if (next(1) == ';' || next(1) == '&') {
            throw new NotPlain("a branch of a case");
          }
          operator(";");
        }
        case '(', ')' -> operator(String.valueOf(c));
        case '|' -> {
          if (next(1) == '|') {
            operator("||");
          } else {
            operator("|");
            at += at < text.length() && text.charAt(at) == '&' ? 1 : 0;
          }
        }
        case '&' -> ampersand();
        case '<' -> input("");
        case '>' -> output("");
        default -> word();
      }
    }
  }

  private char next(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\n';
  }

  private void operator(String operator) {
    tokens.add(new Token.Operator(operator));
    at += operator.length();
  }

  private void comment() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private void ampersand() throws NotPlain {
    if (next(1) == '&') {
      operator("&&");
    } else if (next(1) == '>' && next(2) != '&') {
      at++;
      output("");
    } else {
      throw new NotPlain("something that goes on in the background");
    }
  }

  private void input(String descriptor) throws NotPlain {
    if (!(descriptor.isEmpty() || descriptor.equals("0")) || "<(&>".indexOf(next(1)) >= 0) {
      throw new NotPlain("a redirection other than from a file");
    }
    at++;
    tokens.add(new Token.Input(target()));
  }

  private void output(String descriptor) throws NotPlain {
    boolean isKnown = Set.of("", "1", "2").contains(descriptor);
    char next = next(1);
    if (!isKnown || next == '|' || next == '(') {
      throw new NotPlain("a redirection to a file");
    }
    if (next == '&') {
      char to = next(2);
      if ((to != '1' && to != '2') || AFTER_DESCRIPTOR.indexOf(next(3)) < 0) {
        throw new NotPlain("a redirection to a file");
      }
      at += 3;
    } else {
      at += next == '>' ? 2 : 1;
      if (!target().written().equals("/dev/null")) {
        throw new NotPlain("a redirection to a file");
      }
    }
    tokens.add(new Token.Sink());
  }

  private Word target() throws NotPlain {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    if (at >= text.length() || ENDS_WORD.indexOf(text.charAt(at)) >= 0 || text.charAt(at) == '#') {
      throw new NotPlain("a redirection without a file");
    }
    int start = at;
    Word word = new PlainWord(text, at).read(this);
    if (isDescriptor(text.substring(start, at))) {
      throw new NotPlain("a redirection without a file");
    }
    return word;
  }

  /** Whether what was just read is the number of the descriptor that a redirection is of. */
  private boolean isDescriptor(String raw) {
    return !raw.isEmpty()
        && raw.chars().allMatch(c -> c >= '0' && c <= '9')
        && at < text.length()
        && (text.charAt(at) == '<' || text.charAt(at) == '>');
  }

  private void word() throws NotPlain {
    int start = at;
    Word word = new PlainWord(text, at).read(this);
    String raw = text.substring(start, at);
    if (isDescriptor(raw) && text.charAt(at) == '<') {
      input(raw);
    } else if (isDescriptor(raw)) {
      output(raw);
    } else {
      tokens.add(new Token.Text(word, raw.equals(word.written())));
    }
  }

  /** One word being read. */
  private static final class PlainWord {
    private final String text;
    private final StringBuilder word = new StringBuilder();
    private int at;
    private boolean hasBrace;
    private boolean hasRange;

    PlainWord(String text, int at) {
      this.text = text;
      this.at = at;
    }

    Word read(PlainLexer lexer) throws NotPlain {
      int start = at;
      while (at < text.length() && ENDS_WORD.indexOf(text.charAt(at)) < 0) {
        char c = text.charAt(at);
        switch (c) {
          case '\'' -> single();
          case '"' -> quoted();
          case '\\' -> escaped();
          default -> bare(c, start);
        }
      }
      if (hasBrace && hasRange) {
        throw new NotPlain("braces that stand for several words");
      }
      lexer.at = at;
      return new Word(word.toString());
    }

    private void single() throws NotPlain {
      int end = text.indexOf('\'', at + 1);
      if (end < 0) {
        throw new NotPlain("a quote that does not close");
      }
      word.append(text, at + 1, end);
      at = end + 1;
    }

    private void quoted() throws NotPlain {
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        char c = text.charAt(at);
        char next = at + 1 < text.length() ? text.charAt(at + 1) : '\n';
        if (c == '`' || (c == '$' && AFTER_PLAIN_DOLLAR.indexOf(next) < 0)) {
          throw new NotPlain("something that the shell puts another text in place of");
        }
        boolean escapes = c == '\\' && "$`\"\\".indexOf(next) >= 0;
        if (c == '\\' && next == '\n') {
          throw new NotPlain("a word over two lines");
        }
        word.append(escapes ? next : c);
        at += escapes ? 2 : 1;
      }
      if (at >= text.length()) {
        throw new NotPlain("a quote that does not close");
      }
      at++;
    }

    private void escaped() throws NotPlain {
      if (at + 1 >= text.length() || text.charAt(at + 1) == '\n') {
        throw new NotPlain("a word over two lines");
      }
      int point = text.codePointAt(at + 1);
      word.appendCodePoint(point);
      at += 1 + Character.charCount(point);
    }

    private void bare(char c, int start) throws NotPlain {
      char next = at + 1 < text.length() ? text.charAt(at + 1) : '\n';
      boolean isAlone = at == start && ENDS_WORD.indexOf(next) >= 0;
      char before = at == start ? '=' : text.charAt(at - 1);
      switch (c) {
        case '$', '`' ->
            throw new NotPlain("something that the shell puts another text in place of");
        case '[', ']' -> {
          if (!isAlone) {
            throw new NotPlain("a set of characters in a pattern");
          }
        }
        case '~' -> {
          if (before == '=' || before == ':') {
            throw new NotPlain("a home folder");
          }
        }
        case '{', '}' -> hasBrace = true;
        case ',' -> hasRange = true;
        case '.' -> hasRange |= next == '.';
        default -> {}
      }
      word.append(c == '*' ? Marks.STAR : c == '?' ? Marks.ONE : c);
      at++;
    }
  }
}
