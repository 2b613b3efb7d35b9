package dev.vibe.exec.shell;

import dev.vibe.exec.shell.ShellToken.Operator;
import dev.vibe.exec.shell.ShellToken.Quoting;
import dev.vibe.exec.shell.ShellToken.Redirection;
import dev.vibe.exec.shell.ShellToken.Unit;
import dev.vibe.exec.shell.ShellToken.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Lexer of what is given to {@code bash -c}: words with their quotes and expansions, operators,
 * redirections, here-documents. What the shell would not read either, such as a quote that does not
 * close, makes it {@link #isCut}. Owned by one thread.
 */
final class ShellLexer {

  private static final String BLANKS = " \t\r";
  private static final String ENDS_WORD = " \t\r\n;&|()<>";

  /** Longest first. */
  private static final String[] OPERATORS = {
    ";;&", ";;", ";&", "&&", "||", "|&", ";", "&", "|", "(", ")"
  };

  private static final String[] REDIRECTIONS = {
    "<<<", "<<-", "&>>", "<<", "<&", "<>", "&>", ">>", ">|", ">&", "<", ">"
  };

  /** Deeper, nobody reads it. */
  static final int DEEPEST = 30;

  private final String text;
  private final int depth;
  private final List<ShellToken> tokens = new ArrayList<>();
  private final List<HereDocument> waiting = new ArrayList<>();
  private int at;
  private boolean isCut;

  private ShellLexer(String text, int at, int depth) {
    this.text = text;
    this.at = at;
    this.depth = depth;
    this.isCut = depth > DEEPEST;
  }

  ShellLexer(String text) {
    this(text, 0, 0);
  }

  /** A here-document whose text is still to come; it stands for the token at a place. */
  private record HereDocument(int token, String end, boolean strips, boolean expands) {}

  /** Whether the end came too early, so that what follows is not known. */
  boolean isCut() {
    return isCut;
  }

  /** All of it. */
  List<ShellToken> tokens() {
    read(false);
    return tokens;
  }

  /** Reads on to the end, or to the bracket that closes a substitution. */
  private void read(boolean untilBracket) {
    Deque<Integer> brackets = new ArrayDeque<>(); // open brackets within each "case"
    brackets.push(0);
    while (!isCut && at < text.length()) {
      char c = text.charAt(at);
      if (BLANKS.indexOf(c) >= 0) {
        at++;
      } else if (text.startsWith("\\\n", at)) {
        at += 2;
      } else if (c == '\n') {
        at++;
        tokens.add(new Operator("\n"));
        readDocuments(untilBracket);
      } else if (c == '#') {
        at = endOfLine(at);
      } else if (text.startsWith("((", at) && ShellNames.closesCalculation(text, at + 2) > 0) {
        int end = ShellNames.closesCalculation(text, at + 2);
        List<Unit> units = expansions(at + 2, end);
        at = end + 2;
        tokens.add(new Word(List.of(new Unit.Calculation(units))));
        tokens.add(new Operator(";"));
      } else if (isRedirection()) {
        readRedirection();
      } else if (c == '(' || c == ')') {
        int open = brackets.pop() + (c == '(' ? 1 : -1);
        boolean endsPattern = open < 0 && !brackets.isEmpty();
        if (open < 0 && !endsPattern && untilBracket) {
          at++;
          return;
        }
        brackets.push(Math.max(0, open));
        at++;
        tokens.add(new Operator(String.valueOf(c)));
      } else if (";&|".indexOf(c) >= 0) {
        readOperator();
      } else {
        Word word = word();
        String plain = word.plain();
        if (plain.equals("case")) {
          brackets.push(0);
        } else if (plain.equals("esac") && brackets.size() > 1) {
          brackets.pop();
        }
        boolean isDescriptor =
            at < text.length()
                && "<>".indexOf(text.charAt(at)) >= 0
                && ShellNames.isDescriptor(plain);
        if (!isDescriptor) {
          tokens.add(word);
        }
      }
    }
    isCut |= untilBracket;
  }

  private int endOfLine(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private void readOperator() {
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, at)) {
        at += operator.length();
        tokens.add(new Operator(operator));
        return;
      }
    }
  }

  private boolean isRedirection() {
    char c = text.charAt(at);
    if (c == '&') {
      return text.startsWith("&>", at);
    }
    return (c == '<' || c == '>') && !text.startsWith("(", at + 1);
  }

  private void readRedirection() {
    for (String operator : REDIRECTIONS) {
      if (text.startsWith(operator, at)) {
        at += operator.length();
        skipBlanks();
        Word target = word();
        if (operator.equals("<<") || operator.equals("<<-")) {
          waiting.add(document(operator, target));
        }
        tokens.add(new Redirection(operator, target));
        return;
      }
    }
  }

  private void skipBlanks() {
    while (at < text.length()
        && (BLANKS.indexOf(text.charAt(at)) >= 0 || text.startsWith("\\\n", at))) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
  }

  private HereDocument document(String operator, Word end) {
    StringBuilder name = new StringBuilder();
    boolean expands = true;
    for (Unit unit : end.units()) {
      if (unit instanceof Unit.Char(char c, Quoting quoting)) {
        name.append(c);
        expands &= quoting == Quoting.BARE;
      } else if (unit instanceof Unit.Parameter parameter && !parameter.name().isEmpty()) {
        name.append('$').append(parameter.name());
      }
    }
    return new HereDocument(tokens.size(), name.toString(), operator.endsWith("-"), expands);
  }

  private void readDocuments(boolean untilBracket) {
    for (HereDocument document : waiting) {
      StringBuilder body = new StringBuilder();
      boolean ended = false;
      while (at < text.length() && !ended) {
        int end = endOfLine(at);
        String line = text.substring(at, end);
        String bare = document.strips ? line.replaceFirst("^\t+", "") : line;
        ended = bare.equals(document.end);
        if (untilBracket && !ended && bare.startsWith(document.end + ")")) {
          at += line.length() - bare.length() + document.end.length();
          break;
        }
        at = Math.min(text.length(), end + 1);
        if (!ended) {
          body.append(bare).append('\n');
        }
      }
      Word shown =
          document.expands
              ? new Word(new ShellLexer(body.toString(), 0, depth + 1).documentUnits())
              : new Word(quoted(body.toString()));
      Redirection before = (Redirection) tokens.get(document.token);
      tokens.set(document.token, new Redirection(before.operator(), shown));
    }
    waiting.clear();
  }

  private static List<Unit> quoted(String text) {
    List<Unit> units = new ArrayList<>(text.length());
    text.chars().forEach(c -> units.add(new Unit.Char((char) c, Quoting.QUOTED)));
    return units;
  }

  /** The text of a here-document, in which quotes are characters like others. */
  private List<Unit> documentUnits() {
    List<Unit> units = new ArrayList<>();
    while (!isCut && at < text.length()) {
      readInQuotes(units);
    }
    return units;
  }

  private Word word() {
    List<Unit> units = new ArrayList<>();
    while (!isCut && at < text.length()) {
      char c = text.charAt(at);
      if (c == '(' && isPatternOrArray(units)) {
        readBracket(units);
      } else if ((c == '<' || c == '>') && text.startsWith("(", at + 1)) {
        at += 2;
        units.add(new Unit.Pipe(inner()));
      } else if (ENDS_WORD.indexOf(c) >= 0) {
        break;
      } else {
        readBare(units, c);
      }
    }
    return new Word(units);
  }

  private void readBare(List<Unit> units, char c) {
    switch (c) {
      case '\'' -> {
        at++;
        int end = text.indexOf('\'', at);
        isCut |= end < 0;
        if (end >= 0) {
          units.addAll(quoted(text.substring(at, end)));
          units.add(new Unit.Parameter("", "", List.of(), Quoting.QUOTED));
          at = end + 1;
        }
      }
      case '"' -> {
        at++;
        readQuotes(units);
      }
      case '\\' -> {
        if (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
          units.add(new Unit.Char(text.charAt(at + 1), Quoting.QUOTED));
        }
        at += 2;
      }
      case '$' -> readDollar(units, Quoting.BARE);
      case '`' -> readBackticks(units, Quoting.BARE);
      default -> {
        units.add(new Unit.Char(c, Quoting.BARE));
        at++;
      }
    }
  }

  private void readQuotes(List<Unit> units) {
    while (!isCut && at < text.length() && text.charAt(at) != '"') {
      readInQuotes(units);
    }
    isCut |= at >= text.length();
    units.add(new Unit.Parameter("", "", List.of(), Quoting.QUOTED));
    at++;
  }

  private void readInQuotes(List<Unit> units) {
    char c = text.charAt(at);
    if (c == '\\' && at + 1 < text.length() && "$`\"\\\n".indexOf(text.charAt(at + 1)) >= 0) {
      if (text.charAt(at + 1) != '\n') {
        units.add(new Unit.Char(text.charAt(at + 1), Quoting.QUOTED));
      }
      at += 2;
    } else if (c == '$') {
      readDollar(units, Quoting.QUOTED);
    } else if (c == '`') {
      readBackticks(units, Quoting.QUOTED);
    } else {
      units.add(new Unit.Char(c, Quoting.QUOTED));
      at++;
    }
  }

  private void readDollar(List<Unit> units, Quoting quoting) {
    if (text.startsWith("$((", at) && ShellNames.closesCalculation(text, at + 3) > 0) {
      int end = ShellNames.closesCalculation(text, at + 3);
      units.add(new Unit.Calculation(expansions(at + 3, end)));
      at = end + 2;
    } else if (text.startsWith("$(", at)) {
      at += 2;
      units.add(new Unit.Substitution(inner(), quoting));
    } else if (text.startsWith("${", at)) {
      at += 2;
      units.add(inBraces(quoting));
    } else if (text.startsWith("$'", at) && quoting == Quoting.BARE) {
      AnsiQuotes quotes = AnsiQuotes.read(text, at + 2);
      isCut |= quotes.end() < 0;
      units.addAll(quoted(quotes.text()));
      units.add(new Unit.Parameter("", "", List.of(), Quoting.QUOTED));
      at = quotes.end() + 1;
    } else if (text.startsWith("$\"", at) && quoting == Quoting.BARE) {
      at += 2;
      readQuotes(units);
    } else {
      int end = ShellNames.endOfName(text, at + 1);
      if (end == at + 1) {
        units.add(new Unit.Char('$', quoting));
      } else {
        units.add(new Unit.Parameter(text.substring(at + 1, end), "", List.of(), quoting));
      }
      at = end;
    }
  }

  private Unit inBraces(Quoting quoting) {
    StringBuilder prefix = new StringBuilder();
    while (at + 1 < text.length()
        && "!#".indexOf(text.charAt(at)) >= 0
        && text.charAt(at + 1) != '}') {
      prefix.append(text.charAt(at++));
    }
    int end = ShellNames.endOfName(text, at);
    String name = text.substring(at, end);
    at = end;
    StringBuilder operator = new StringBuilder(prefix);
    while (at < text.length() && ":-+=?%#/@^,[*!~".indexOf(text.charAt(at)) >= 0) {
      operator.append(text.charAt(at++));
    }
    List<Unit> operand = new ArrayList<>();
    while (!isCut && at < text.length() && text.charAt(at) != '}') {
      readBare(operand, text.charAt(at));
    }
    isCut |= at >= text.length();
    at++;
    return new Unit.Parameter(name, operator.toString(), operand, quoting);
  }

  private void readBackticks(List<Unit> units, Quoting quoting) {
    StringBuilder body = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '`') {
      boolean escapes =
          text.charAt(at) == '\\'
              && at + 1 < text.length()
              && "$`\\".indexOf(text.charAt(at + 1)) >= 0;
      body.append(text.charAt(escapes ? at + 1 : at));
      at += escapes ? 2 : 1;
    }
    isCut |= at >= text.length();
    at++;
    ShellLexer inner = new ShellLexer(body.toString(), 0, depth + 1);
    units.add(new Unit.Substitution(inner.tokens(), quoting));
    isCut |= inner.isCut;
  }

  /** The tokens up to the bracket that closes what was opened right before. */
  private List<ShellToken> inner() {
    ShellLexer inner = new ShellLexer(text, at, depth + 1);
    inner.read(true);
    at = inner.at;
    isCut |= inner.isCut;
    return inner.tokens;
  }

  /** Of file names ({@code @(a|b)}), or of an array ({@code a=(b c)}). */
  private static boolean isPatternOrArray(List<Unit> units) {
    return !units.isEmpty()
        && units.getLast() instanceof Unit.Char(char c, Quoting quoting)
        && quoting == Quoting.BARE
        && "@!+?*=".indexOf(c) >= 0;
  }

  private void readBracket(List<Unit> units) {
    at++;
    if (!(units.getLast() instanceof Unit.Char(char c, Quoting quoting) && c == '=')) {
      units.removeLast();
    }
    units.add(new Unit.Elements(inner()));
  }

  private List<Unit> expansions(int from, int end) {
    return new ShellLexer(text.substring(from, end), 0, depth + 1).documentUnits();
  }
}
