package dev.vibe.repl.state;

import dev.vibe.approval.Mode;
import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.edit.Fuzzy;
import dev.vibe.text.Theme;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finder of what could stand in the place of what is being typed. */
final class Completion {

  private static final Pattern ARGUMENT = Pattern.compile("/(mode|theme|model|resume) (\\S*)");

  /** Arguments that are always the same. */
  private static final Map<String, List<Menu.Choice>> OWN =
      Map.of(
          "mode", choices(Stream.of(Mode.values()).map(Mode::label)),
          "theme", choices(Theme.labels().stream()));

  private Completion() {}

  private static List<Menu.Choice> choices(Stream<String> texts) {
    return texts.map(text -> new Menu.Choice(text, "")).toList();
  }

  static Menu of(Editor editor, Candidates known) {
    String before = editor.text().substring(0, editor.cursor());
    if (before.startsWith("/") && before.indexOf(' ') < 0 && before.indexOf('\n') < 0) {
      return commands(before.substring(1), known.commands());
    }
    Optional<String> command = argumentOf(before);
    if (command.isPresent()) {
      return arguments(command.get(), before.substring(command.get().length() + 2), known);
    }
    int mention = mentionStart(before);
    return mention < 0 ? Menu.NONE : files(before.substring(mention + 1), mention, known.files());
  }

  /** Whether a file is being named, so that the files should be known. */
  static boolean wantsFiles(Editor editor) {
    return mentionStart(editor.text().substring(0, editor.cursor())) >= 0;
  }

  /** The command whose only argument is being typed, when something is known about such. */
  private static Optional<String> argumentOf(String before) {
    Matcher command = ARGUMENT.matcher(before);
    return command.matches() ? Optional.of(command.group(1)) : Optional.empty();
  }

  /** The command whose arguments should be known and are not. */
  static Optional<String> wantsArguments(Editor editor, Candidates known) {
    return argumentOf(editor.text().substring(0, editor.cursor()))
        .filter(command -> !OWN.containsKey(command) && !known.arguments().containsKey(command));
  }

  private static Menu arguments(String command, String typed, Candidates known) {
    List<Menu.Choice> all =
        OWN.getOrDefault(command, known.arguments().getOrDefault(command, List.of()));
    return new Menu(
        all.stream()
            .filter(choice -> choice.text().startsWith(typed) && !choice.text().equals(typed))
            .toList(),
        0,
        command.length() + 2,
        false);
  }

  private static Menu commands(String typed, List<SlashCommand> commands) {
    List<SlashCommand> named = commands.stream().filter(c -> c.name().startsWith(typed)).toList();
    List<String> close =
        named.isEmpty()
            ? Fuzzy.best(commands.stream().map(SlashCommand::name).toList(), typed, Menu.MOST)
            : List.of();
    return new Menu(
        commands.stream()
            .filter(c -> named.contains(c) || close.contains(c.name()))
            .sorted(Comparator.comparing(c -> !c.name().equals(typed))) // the whole name first
            .map(c -> new Menu.Choice("/" + c.name(), (c.arguments() + "  " + c.doc()).strip()))
            .toList(),
        0,
        0,
        false);
  }

  private static Menu files(String typed, int start, List<String> files) {
    if (typed.indexOf(':') >= 0) {
      return Menu.NONE;
    }
    return new Menu(
        Fuzzy.best(files, typed, Menu.MOST).stream()
            .map(file -> new Menu.Choice("@" + file, ""))
            .toList(),
        0,
        start,
        false);
  }

  /** The {@code @} of the word before the cursor; an address of mail is none. */
  private static int mentionStart(String before) {
    int at = before.lastIndexOf('@');
    if (at < 0 || (at > 0 && !Character.isWhitespace(before.charAt(at - 1)))) {
      return -1;
    }
    return before.substring(at).chars().anyMatch(Character::isWhitespace) ? -1 : at;
  }
}
