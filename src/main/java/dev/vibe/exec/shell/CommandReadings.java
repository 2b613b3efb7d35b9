package dev.vibe.exec.shell;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reader of the commands that a line may run, for rules that hold something back. What only dresses
 * a command up is taken off: quotes, blanks, variables in front, the folder of the program, words
 * of the shell, programs that start another, options of git before its subcommand. It errs on the
 * side of one command too many. Pure.
 */
public final class CommandReadings {

  private static final Pattern ALIAS =
      Pattern.compile("alias\\.[^=]*=(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern CORRECTION =
      Pattern.compile("help\\.autocorrect.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final String ANY = String.valueOf(Marks.ANY);

  private final Set<String> readings = new LinkedHashSet<>();

  private CommandReadings() {}

  /**
   * Each reading once, the line as it stands first, as texts for {@link CommandPattern#mayMatch}.
   */
  public static Set<String> of(String line) {
    CommandReadings all = new CommandReadings();
    all.readings.add(line.replace("\\\n", "").strip());
    ShellLine.commands(line).forEach(all::add);
    return all.readings;
  }

  private void add(SimpleCommand command) {
    List<String> words = command.words();
    if (words.isEmpty()) {
      return;
    }
    readings.add(joined(words));
    if (!command.assignments().isEmpty()) {
      List<String> all = new ArrayList<>(command.assignments());
      all.addAll(words);
      readings.add(joined(all));
    }
    String first = words.getFirst();
    String name = first.substring(first.lastIndexOf('/') + 1);
    named(command, name);
    String folded = name.toLowerCase(Locale.ROOT);
    if (!folded.equals(name)) {
      named(command, folded);
    }
  }

  private void named(SimpleCommand command, String program) {
    List<String> operands = command.operands();
    readings.add(joined(program, operands));
    if (program.equals("git")) {
      git(command);
    } else if (program.startsWith("git-")) {
      List<String> words = new ArrayList<>(List.of(program.substring(4)));
      words.addAll(operands);
      readings.add(joined("git", words));
    } else if (!Marks.isKnown(program) && program.indexOf(Marks.ANY) < 0) {
      git(command); // such as gi?
    }
  }

  /** Without the options before the subcommand, and with what an alias stands for. */
  private void git(SimpleCommand command) {
    String program =
        Marks.isKnown(command.program()) && !command.program().isEmpty()
            ? "git"
            : command.words().getFirst().substring(command.words().getFirst().lastIndexOf('/') + 1);
    List<String> operands = command.operands();
    boolean isConfigured =
        command.assignments().stream().anyMatch(word -> word.startsWith("GIT_CONFIG"));
    int at = 0;
    while (at < operands.size()) {
      String word = operands.get(at);
      boolean isUnknown = !word.isEmpty() && Marks.isMark(word.charAt(0));
      if (isUnknown) {
        readings.add(joined(program, operands.subList(at, operands.size())));
      } else if (!word.startsWith("-")) {
        break;
      }
      isConfigured |= word.startsWith("--config-env");
      boolean hasValue = GitTable.VALUED.contains(word) && at + 1 < operands.size();
      if (word.startsWith("-c")) {
        configured(program, hasValue ? operands.get(at + 1) : word.substring(2));
      }
      if (hasValue && Marks.isNothing(operands.get(at + 1))) {
        readings.add(joined(program, operands.subList(at + 1, operands.size())));
      }
      at += hasValue ? 2 : 1;
    }
    List<String> rest = operands.subList(Math.min(at, operands.size()), operands.size());
    readings.add(joined(program, rest));
    if (isConfigured) {
      readings.add(joined(program, List.of(ANY)));
    }
    if (!rest.isEmpty() && rest.getFirst().equals("config")) {
      alias(program, rest);
    }
  }

  private void configured(String program, String setting) {
    if (Marks.isNothing(setting) || CORRECTION.matcher(setting).matches()) {
      readings.add(joined(program, List.of(ANY)));
    }
    var alias = ALIAS.matcher(setting);
    if (alias.matches()) {
      meant(program, alias.group(1));
    }
  }

  /** {@code git config alias.NAME VALUE}: who makes an alias is going to use it. */
  private void alias(String program, List<String> words) {
    for (int i = 1; i + 1 < words.size(); i++) {
      if (words.get(i).toLowerCase(Locale.ROOT).startsWith("alias.")) {
        meant(program, words.get(i + 1));
      }
    }
  }

  private void meant(String program, String value) {
    if (value.startsWith("!")) {
      ShellLine.commands(value.substring(1)).forEach(this::add);
    } else {
      ShellLine.commands(program + " " + value).forEach(this::add);
    }
  }

  private static String joined(String program, List<String> operands) {
    List<String> words = new ArrayList<>(List.of(program));
    words.addAll(operands);
    return joined(words);
  }

  /** A word of which nothing is known may be none or several, with their blanks. */
  private static String joined(List<String> words) {
    StringBuilder text = new StringBuilder();
    boolean afterAny = true;
    for (String word : words) {
      boolean isAny = Marks.isNothing(word);
      if (!afterAny && !isAny) {
        text.append(' ');
      }
      text.append(word);
      afterAny = isAny;
    }
    return text.toString();
  }
}
