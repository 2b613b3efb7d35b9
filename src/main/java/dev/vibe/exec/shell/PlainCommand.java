package dev.vibe.exec.shell;

import dev.vibe.exec.shell.ShellToken.Quoting;
import dev.vibe.exec.shell.ShellToken.Unit;
import dev.vibe.exec.shell.ShellToken.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reader of a line that is one plain command: words and quotes, and nothing else. Pure. */
final class PlainCommand {

  private static final Pattern ASSIGNMENT =
      Pattern.compile("[A-Za-z_]\\w*(\\[.*\\])?\\+?=.*", Pattern.DOTALL);

  private static final String SPECIAL = "*?[]{}~!^#";

  private PlainCommand() {}

  /** Whether a word in front of a program gives a variable a value. */
  static boolean assigns(String word) {
    return ASSIGNMENT.matcher(word).matches();
  }

  /** Its words without their quotes; empty when the line is something else. */
  static Optional<List<String>> words(String line) {
    ShellLexer lexer = new ShellLexer(line);
    List<ShellToken> tokens = lexer.tokens();
    List<String> words = new ArrayList<>();
    for (ShellToken token : tokens) {
      if (!(token instanceof Word(List<Unit> units))) {
        return Optional.empty();
      }
      Optional<String> text = text(units);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      words.add(text.get());
    }
    return lexer.isCut() ? Optional.empty() : Optional.of(words);
  }

  private static Optional<String> text(List<Unit> units) {
    StringBuilder text = new StringBuilder();
    for (Unit unit : units) {
      switch (unit) {
        case Unit.Char(char c, Quoting quoting) -> {
          if (quoting == Quoting.BARE && SPECIAL.indexOf(c) >= 0) {
            return Optional.empty();
          }
          text.append(c);
        }
        case Unit.Parameter parameter -> {
          if (!parameter.name().isEmpty() || !parameter.operator().isEmpty()) {
            return Optional.empty();
          }
        }
        case Unit.Substitution s -> {
          return Optional.empty();
        }
        case Unit.Pipe p -> {
          return Optional.empty();
        }
        case Unit.Calculation n -> {
          return Optional.empty();
        }
        case Unit.Elements e -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(text.toString());
  }
}
