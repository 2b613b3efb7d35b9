package dev.vibe.exec.shell;

import dev.vibe.exec.shell.RawCommand.Input;
import dev.vibe.exec.shell.RawCommand.Output;
import dev.vibe.exec.shell.ShellToken.Redirection;
import dev.vibe.exec.shell.ShellToken.Word;
import dev.vibe.exec.shell.SimpleCommand.Redirect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  /** What the line itself writes to files that it may run. */
  private final Map<String, String> files = new HashMap<>();

  private ShellLine() {}

  /** All commands, in the order in which they stand. */
  static List<SimpleCommand> commands(String line) {
    ShellLine reader = new ShellLine();
    int known = -1;
    for (int round = 0; round < MOST_ROUNDS && known != reader.known(); round++) {
      known = reader.known();
      reader.commands.clear();
      reader.read(line, 0);
    }
    return List.copyOf(reader.commands);
  }

  private int known() {
    return variables.size() + files.size();
  }

  private void read(String text, int depth) {
    ShellLexer lexer = new ShellLexer(text);
    List<ShellToken> tokens = lexer.tokens();
    readAll(tokens, depth);
    boolean isUnknown = depth > 0 && text.indexOf(Marks.ANY) >= 0;
    if (lexer.isCut() || isUnknown) {
      commands.add(SimpleCommand.unknown());
    }
  }

  /** A text that is a line only perhaps, so that one which cannot be read is none. */
  private void tryOut(String text, int depth) {
    ShellLexer lexer = new ShellLexer(text);
    List<ShellToken> tokens = lexer.tokens();
    if (!lexer.isCut()) {
      readAll(tokens, depth);
    }
  }

  private void readAll(List<ShellToken> tokens, int depth) {
    for (RawCommand raw : ShellParser.parse(tokens, variables)) {
      for (SimpleCommand command : expanded(raw)) {
        keepWritten(raw, command);
        add(command, depth);
      }
    }
  }

  private void keepWritten(RawCommand raw, SimpleCommand command) {
    for (Redirect redirect : command.redirections()) {
      if (redirect.writes() && Marks.isKnown(redirect.target())) {
        String text = printed(raw);
        files.merge(plain(redirect.target()), text, (a, b) -> a.contains(b) ? a : a + "\n" + b);
      }
    }
    if (command.program().equals("tee")) {
      command.operands().forEach(file -> files.putIfAbsent(plain(file), command.input()));
    }
  }

  private static String plain(String file) {
    return file.startsWith("./") ? file.substring(2) : file;
  }

  /** What a command runs of what the line has written before. */
  private void addWritten(SimpleCommand command, int depth) {
    boolean isRun = Starters.runsFiles(command.program());
    for (int i = 0; i < command.words().size(); i++) {
      String text = files.get(plain(command.words().get(i)));
      if (text != null && !text.isEmpty() && i == 0) {
        tryOut(text, depth + 1);
      } else if (text != null && isRun) {
        SimpleCommand fed = command.running(List.of(command.words().getFirst())).fed(text);
        Starters.of(fed).forEach(started -> add(started, fed, depth));
      }
    }
  }

  private void add(Started started, SimpleCommand command, int depth) {
    switch (started) {
      case Started.Program(List<String> words) -> add(command.running(words), depth + 1);
      case Started.Script(String text) -> read(text, depth + 1);
      case Started.Text(String text) -> tryOut(text, depth + 1);
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
    Starters.of(command).forEach(started -> add(started, command, depth));
    addWritten(command, depth);
    HandedText.of(command).forEach(started -> add(started, command, depth));
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
