package dev.vibe.exec.shell;

import dev.vibe.exec.shell.RawCommand.Input;
import dev.vibe.exec.shell.RawCommand.Output;
import dev.vibe.exec.shell.ShellToken.Operator;
import dev.vibe.exec.shell.ShellToken.Quoting;
import dev.vibe.exec.shell.ShellToken.Redirection;
import dev.vibe.exec.shell.ShellToken.Unit;
import dev.vibe.exec.shell.ShellToken.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parser of the simple commands of a line, wherever they stand: in lists, groups, loops, branches,
 * functions and substitutions. It keeps no structure but who reads whose output, and notes what is
 * assigned. Owned by one thread.
 */
final class ShellParser {

  private static final Set<String> BEFORE_COMMAND =
      Set.of(
          "if", "then", "elif", "else", "while", "until", "do", "!", "{", "fi", "done", "esac",
          "}");

  private static final Set<String> PIPES = Set.of("|", "|&");

  private final ShellVariables variables;
  private final List<RawCommand> commands = new ArrayList<>();
  private final List<Word> assignments = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();
  private final List<Redirection> redirections = new ArrayList<>();
  private Input input = new Input.OfLine();

  private ShellParser(ShellVariables variables) {
    this.variables = variables;
  }

  /** The commands of a line, those inside of words first. */
  static List<RawCommand> parse(List<ShellToken> tokens, ShellVariables variables) {
    return parse(tokens, variables, Output.SHOWN);
  }

  private static List<RawCommand> parse(
      List<ShellToken> tokens, ShellVariables variables, Output output) {
    ShellParser parser = new ShellParser(variables);
    parser.read(tokens, output);
    return parser.commands;
  }

  private void read(List<ShellToken> tokens, Output last) {
    int cases = 0;
    int at = 0;
    while (at < tokens.size()) {
      switch (tokens.get(at)) {
        case Operator(String text) -> {
          boolean isPipe = PIPES.contains(text);
          boolean isFunction =
              text.equals("(") && words.size() == 1 && isOperator(tokens, at + 1, ")");
          if (isFunction) {
            words.clear();
            at++;
          } else {
            boolean isEmpty = words.isEmpty();
            end(isPipe ? Output.USED : last);
            input = input(isPipe, isEmpty, text);
          }
          at++;
          if (cases > 0 && text.startsWith(";") && text.length() > 1) {
            at = afterPattern(tokens, at);
          }
        }
        case Redirection redirection -> {
          nested(redirection.target(), Output.USED);
          redirections.add(redirection);
          at++;
        }
        case Word word -> {
          String plain = words.isEmpty() && assignments.isEmpty() ? word.plain() : "";
          cases += plain.equals("case") ? 1 : plain.equals("esac") ? -1 : 0;
          at = word(tokens, at, word, plain);
        }
      }
    }
    end(last);
  }

  /** A group of commands hands its input to each of them. */
  private Input input(boolean isPipe, boolean isEmpty, String operator) {
    if (isPipe) {
      return isEmpty || commands.isEmpty() ? new Input.Unknown() : new Input.Of(commands.getLast());
    }
    boolean isGroup = operator.equals("(") && !(input instanceof Input.OfLine);
    return isGroup ? new Input.Unknown() : new Input.OfLine();
  }

  private static boolean isOperator(List<ShellToken> tokens, int at, String text) {
    return at < tokens.size() && tokens.get(at).equals(new Operator(text));
  }

  /** Takes a word; gives the place to go on at. */
  private int word(List<ShellToken> tokens, int at, Word word, String plain) {
    nested(word, Output.USED);
    if (BEFORE_COMMAND.contains(plain)) {
      input = input instanceof Input.OfLine ? input : new Input.Unknown();
      return at + 1;
    }
    return switch (plain) {
      case "for", "select" -> loop(tokens, at + 1);
      case "case" -> {
        nestedUpTo(tokens, at, Math.min(at + 3, tokens.size()));
        yield afterPattern(tokens, at + 3);
      }
      case "[[" -> test(tokens, at);
      case "function" -> at + 2;
      default -> {
        boolean assigns = words.isEmpty() && Assignment.isIn(word);
        (assigns ? assignments : words).add(word);
        yield at + 1;
      }
    };
  }

  /** Runs nothing but what is in its words, and what those that are numbers evaluate. */
  private int test(List<ShellToken> tokens, int from) {
    int end = from;
    while (end < tokens.size()
        && !(tokens.get(end) instanceof Word other && other.plain().equals("]]"))) {
      end++;
    }
    nestedUpTo(tokens, from, end);
    List<Word> tested =
        tokens.subList(from, end).stream()
            .filter(Word.class::isInstance)
            .map(Word.class::cast)
            .toList();
    commands.add(new RawCommand(List.of(), tested, List.of(), new Input.OfLine(), Output.SHOWN));
    return end + 1;
  }

  private void nestedUpTo(List<ShellToken> tokens, int from, int end) {
    for (ShellToken token : tokens.subList(from, end)) {
      switch (token) {
        case Word word -> nested(word, Output.USED);
        case Redirection(String operator, Word target) -> nested(target, Output.USED);
        case Operator operator -> {}
      }
    }
  }

  /** {@code for NAME in WORDS}. */
  private int loop(List<ShellToken> tokens, int from) {
    if (from >= tokens.size() || !(tokens.get(from) instanceof Word name)) {
      return from;
    }
    int at = from + 1;
    while (isOperator(tokens, at, "\n")) {
      at++;
    }
    boolean hasWords =
        at < tokens.size() && tokens.get(at) instanceof Word in && in.plain().equals("in");
    if (!hasWords) {
      variables.spoil(name.plain());
      return at;
    }
    at++;
    while (at < tokens.size() && tokens.get(at) instanceof Word value) {
      nested(value, Output.USED);
      variables.assign(name.plain(), value);
      at++;
    }
    return at;
  }

  /** Behind the bracket that closes the patterns of a {@code case}. */
  private static int afterPattern(List<ShellToken> tokens, int from) {
    int at = from;
    while (at < tokens.size()) {
      if (isOperator(tokens, at, ")")) {
        return at + 1;
      }
      if (tokens.get(at) instanceof Word word && word.plain().equals("esac")) {
        return at;
      }
      at++;
    }
    return at;
  }

  private void end(Output output) {
    assignments.forEach(word -> Assignment.of(word).into(variables));
    if (!words.isEmpty()) {
      declared();
    }
    if (!words.isEmpty() || !redirections.isEmpty() || !assignments.isEmpty()) {
      commands.add(new RawCommand(assignments, words, redirections, input, output));
    }
    assignments.clear();
    words.clear();
    redirections.clear();
  }

  /** What programs of the shell assign to the variables that they name. */
  private void declared() {
    switch (words.getFirst().plain()) {
      case "export", "declare", "typeset", "local", "readonly" -> {
        boolean isReference =
            words.stream().map(Word::plain).anyMatch(word -> word.matches("-[A-Za-z]*n[A-Za-z]*"));
        words.stream()
            .skip(1)
            .filter(Assignment::isIn)
            .map(Assignment::of)
            .forEach(
                assignment -> {
                  assignment.into(variables);
                  if (isReference) {
                    variables.spoil(assignment.name());
                  }
                });
      }
      case "read", "mapfile", "readarray", "getopts", "printf", "unset", "let" ->
          words.stream().skip(1).map(Word::plain).forEach(variables::spoil);
      case "set", "shift" -> variables.spoil("@");
      default -> {}
    }
  }

  /** Commands in a word. */
  private void nested(Word word, Output output) {
    nested(word.units(), output);
  }

  private void nested(List<Unit> units, Output output) {
    for (Unit unit : units) {
      switch (unit) {
        case Unit.Char c -> {}
        case Unit.Parameter(String name, String operator, List<Unit> operand, Quoting quoting) -> {
          nested(operand, output);
          if (operator.endsWith("=")) {
            variables.assign(name, new Word(operand));
          }
        }
        case Unit.Substitution(List<ShellToken> tokens, Quoting quoting) ->
            commands.addAll(parse(tokens, variables, output));
        case Unit.Pipe(List<ShellToken> tokens) ->
            commands.addAll(parse(tokens, variables, output));
        case Unit.Calculation(List<Unit> inner) -> nested(inner, output);
        case Unit.Elements(List<ShellToken> tokens) -> nestedUpTo(tokens, 0, tokens.size());
      }
    }
  }
}
