package dev.vibe.exec.shell;

import dev.vibe.exec.shell.RawCommand.Input;
import dev.vibe.exec.shell.RawCommand.Output;
import dev.vibe.exec.shell.ShellToken.Redirection;
import dev.vibe.exec.shell.ShellToken.Word;
import dev.vibe.exec.shell.SimpleCommand.Redirect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reader of every command that a line may run, as far as the line itself tells: also those in
 * substitutions and functions, behind programs that start others, and in text for another shell.
 * Scripts on the disk, aliases of a configuration and what programs do by themselves are not in the
 * line. A line that cannot be read to its end has a command of which nothing is known. Pure.
 */
final class ShellLine {

  private static final int MOST_COMMANDS = 2_000;
  private static final int MOST_READINGS = 64;
  private static final int DEEPEST = 8;

  /** Assignments in text for {@code eval} are only known after it was read. */
  private static final int MOST_ROUNDS = 4;

  private final ShellVariables variables = new ShellVariables();
  private final WordExpansion expansion = new WordExpansion(variables);
  private final Set<SimpleCommand> commands = new LinkedHashSet<>();

  private ShellLine() {}

  /** All commands, in the order in which they stand. */
  static List<SimpleCommand> commands(String line) {
    ShellLine reader = new ShellLine();
    int known = -1;
    for (int round = 0; round < MOST_ROUNDS && known != reader.variables.size(); round++) {
      known = reader.variables.size();
      reader.commands.clear();
      reader.read(line, 0);
    }
    return List.copyOf(reader.commands);
  }

  private void read(String text, int depth) {
    ShellLexer lexer = new ShellLexer(text);
    List<ShellToken> tokens = lexer.tokens();
    for (RawCommand raw : ShellParser.parse(tokens, variables)) {
      for (SimpleCommand command : expanded(raw)) {
        add(command, depth);
      }
    }
    boolean isUnknown = depth > 0 && text.indexOf(Marks.ANY) >= 0;
    if (lexer.isCut() || isUnknown) {
      commands.add(SimpleCommand.unknown());
    }
  }

  private void add(SimpleCommand command, int depth) {
    if (commands.size() > MOST_COMMANDS || depth > DEEPEST) {
      commands.add(SimpleCommand.unknown());
      return;
    }
    if (!commands.add(command)) {
      return;
    }
    for (Starters.Started started : Starters.of(command)) {
      switch (started) {
        case Starters.Started.Program(List<String> words) -> add(command.running(words), depth + 1);
        case Starters.Started.Script(String text) -> read(text, depth + 1);
      }
    }
    HandedText.of(command).forEach(text -> read(text, depth + 1));
  }

  /** The readings of a command. */
  private List<SimpleCommand> expanded(RawCommand raw) {
    List<List<String>> readings = new ArrayList<>(List.of(List.of()));
    for (Word word : raw.words()) {
      List<List<String>> next = expansion.of(word);
      if (readings.size() * next.size() > MOST_READINGS) {
        next = List.of(List.of(String.valueOf(Marks.ANY)));
      }
      List<List<String>> all = new ArrayList<>();
      for (List<String> before : readings) {
        for (List<String> more : next) {
          List<String> words = new ArrayList<>(before);
          words.addAll(more);
          all.add(words);
        }
      }
      readings = all;
    }
    List<String> assignments =
        raw.assignments().stream()
            .flatMap(word -> expansion.whole(word).stream().limit(1))
            .toList();
    List<Redirect> redirects = redirects(raw);
    String input = input(raw);
    boolean isUsed = raw.output() == Output.USED;
    return readings.stream()
        .map(words -> new SimpleCommand(assignments, words, redirects, input, isUsed))
        .toList();
  }

  private List<Redirect> redirects(RawCommand raw) {
    return raw.redirections().stream()
        .filter(redirection -> !isText(redirection))
        .flatMap(
            redirection ->
                expansion.whole(redirection.target()).stream()
                    .map(target -> new Redirect(redirection.operator(), target)))
        .toList();
  }

  private static boolean isText(Redirection redirection) {
    return redirection.operator().startsWith("<<");
  }

  private String input(RawCommand raw) {
    for (Redirection redirection : raw.redirections()) {
      if (isText(redirection)) {
        List<String> texts = expansion.whole(redirection.target());
        return texts.size() == 1 ? texts.getFirst() : String.valueOf(Marks.ANY);
      }
    }
    return switch (raw.input()) {
      case Input.OfLine() -> "";
      case Input.Unknown() -> String.valueOf(Marks.ANY);
      case Input.Of(RawCommand command) -> printed(command);
    };
  }

  /** What a command prints, of the few that are certain. */
  private String printed(RawCommand raw) {
    String unknown = String.valueOf(Marks.ANY);
    List<SimpleCommand> readings = expanded(raw);
    if (readings.size() != 1) {
      return unknown;
    }
    SimpleCommand command = readings.getFirst();
    String text = String.join(" ", command.operands());
    return switch (command.program()) {
      case "echo" -> text.indexOf('\\') >= 0 ? unknown : text.replaceFirst("^(-[neE]+ )+", "");
      case "printf" ->
          command.operands().size() == 1 && text.indexOf('%') < 0
              ? text.replace("\\n", "\n").replace("\\\\", "\\")
              : unknown;
      case "cat" -> command.operands().isEmpty() ? command.input() : unknown;
      default -> unknown;
    };
  }
}
