package dev.vibe.exec.shell;

import dev.vibe.exec.shell.PlainLexer.NotPlain;
import dev.vibe.exec.shell.PlainLexer.Token;
import dev.vibe.exec.shell.PlainLine.Chain;
import dev.vibe.exec.shell.PlainLine.Command;
import dev.vibe.exec.shell.PlainLine.Joint;
import dev.vibe.exec.shell.PlainLine.Link;
import dev.vibe.exec.shell.PlainLine.Scope;
import dev.vibe.exec.shell.PlainLine.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parser of a line of plain commands. Owned by one thread. */
final class PlainParser {

  /** Longer, nobody reads it. */
  private static final int LONGEST = 65_536;

  private static final int MOST_COMMANDS = 32;
  private static final int DEEPEST = 8;

  /** Words of the shell that are none of a program where one may stand. */
  private static final Set<String> RESERVED =
      Set.of(
          ("if then else elif fi do done case esac while until for select function time coproc in"
                  + " [[ ]]")
              .split(" "));

  private static final String NO_COMMAND = "an operator without a command";

  private final List<Token> tokens;
  private int at;
  private int commands;
  private int depth;

  private PlainParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads a line.
   *
   * @throws NotPlain when it is more than plain commands, less than one, or too long
   */
  static PlainLine parse(String line) throws NotPlain {
    if (line.length() > LONGEST) {
      throw new NotPlain("too long a line");
    }
    PlainParser parser = new PlainParser(PlainLexer.tokens(line));
    PlainLine plain = parser.line("");
    if (parser.at < parser.tokens.size()) {
      throw new NotPlain("a bracket that nothing opens");
    }
    return plain;
  }

  /**
   * Up to the end, or to what closes a group.
   *
   * @param closing what closes it; empty for the end
   */
  private PlainLine line(String closing) throws NotPlain {
    List<Chain> steps = new ArrayList<>();
    skipBreaks();
    while (at < tokens.size() && !isClosing(closing)) {
      steps.add(chain());
      boolean isSeparated = isOperator(";") || isOperator("\n");
      if (isSeparated) {
        at++;
        skipBreaks();
      } else if (at < tokens.size() && !(closing.equals(")") && isClosing(closing))) {
        throw new NotPlain(NO_COMMAND);
      }
    }
    if (steps.isEmpty()) {
      throw new NotPlain("no command");
    }
    return new PlainLine(steps);
  }

  private boolean isClosing(String closing) {
    return closing.equals(")")
        ? isOperator(")")
        : closing.equals("}")
            && at < tokens.size()
            && tokens.get(at) instanceof Token.Text(Word word, boolean isBare)
            && isBare
            && word.written().equals("}");
  }

  private Chain chain() throws NotPlain {
    List<Link> links = new ArrayList<>();
    links.add(new Link(Joint.FIRST, pipe()));
    while (isOperator("&&") || isOperator("||")) {
      Joint joint = isOperator("&&") ? Joint.AND : Joint.OR;
      at++;
      skipBreaks();
      links.add(new Link(joint, pipe()));
    }
    return new Chain(links);
  }

  private List<Command> pipe() throws NotPlain {
    if (isBareWord("!")) {
      at++;
    }
    List<Command> pipe = new ArrayList<>(List.of(command()));
    while (isOperator("|")) {
      at++;
      skipBreaks();
      pipe.add(command());
    }
    return pipe;
  }

  private Command command() throws NotPlain {
    if (++commands > MOST_COMMANDS) {
      throw new NotPlain("too many commands");
    }
    if (isOperator("(") || isBareWord("{")) {
      return group();
    }
    List<Word> words = new ArrayList<>();
    List<Word> inputs = new ArrayList<>();
    boolean isRedirected = false;
    while (at < tokens.size() && !(tokens.get(at) instanceof Token.Operator)) {
      switch (tokens.get(at++)) {
        case Token.Text(Word word, boolean isBare) -> {
          if (words.isEmpty()) {
            checkProgram(word);
          }
          words.add(word);
        }
        case Token.Input(Word file) -> {
          inputs.add(file);
          isRedirected = true;
        }
        case Token.Sink() -> isRedirected = true;
        case Token.Operator operator -> throw new NotPlain(operator.text());
      }
    }
    if (words.isEmpty()) {
      throw new NotPlain(isRedirected ? "a redirection without a command" : NO_COMMAND);
    }
    if (isOperator("(")) {
      throw new NotPlain("a function");
    }
    return new Command.Simple(words, inputs);
  }

  private static void checkProgram(Word word) throws NotPlain {
    if (word.isPattern()) {
      throw new NotPlain("a pattern in the place of a program");
    }
    if (PlainCommand.assigns(word.written())) {
      throw new NotPlain("a variable that is set");
    }
    if (RESERVED.contains(word.written())
        || word.written().equals("!")
        || word.written().equals("{")) {
      throw new NotPlain("a loop, a branch or a function");
    }
  }

  private Command group() throws NotPlain {
    if (++depth > DEEPEST) {
      throw new NotPlain("too many brackets");
    }
    Scope scope = isOperator("(") ? Scope.OTHER_SHELL : Scope.SAME_SHELL;
    String closing = scope == Scope.OTHER_SHELL ? ")" : "}";
    at++;
    if (isOperator("(")) {
      throw new NotPlain("a calculation"); // or brackets in brackets, which look like one
    }
    PlainLine line = line(closing);
    if (!isClosing(closing)) {
      throw new NotPlain("a bracket that does not close");
    }
    at++;
    List<Word> inputs = new ArrayList<>();
    while (at < tokens.size() && !(tokens.get(at) instanceof Token.Operator)) {
      switch (tokens.get(at++)) {
        case Token.Input(Word file) -> inputs.add(file);
        case Token.Sink() -> {}
        case Token.Text t -> throw new NotPlain("a word behind a bracket");
        case Token.Operator operator -> throw new NotPlain(operator.text());
      }
    }
    depth--;
    return new Command.Group(line, scope, inputs);
  }

  private void skipBreaks() {
    while (isOperator("\n")) {
      at++;
    }
  }

  private boolean isOperator(String operator) {
    return at < tokens.size()
        && tokens.get(at) instanceof Token.Operator(String text)
        && text.equals(operator);
  }

  private boolean isBareWord(String wanted) {
    return at < tokens.size()
        && tokens.get(at) instanceof Token.Text(Word word, boolean isBare)
        && isBare
        && word.written().equals(wanted);
  }
}
