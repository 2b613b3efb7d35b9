package dev.vibe.repl.state;

import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.edit.Fuzzy;
import java.util.List;

/** What could stand in the place of what is being typed. */
final class Completion {

  private Completion() {}

  static Menu of(Editor editor, Composer.Known known) {
    String before = editor.text().substring(0, editor.cursor());
    if (before.startsWith("/") && before.indexOf(' ') < 0 && before.indexOf('\n') < 0) {
      return commands(before.substring(1), known.commands());
    }
    int mention = mentionStart(before);
    return mention < 0 ? Menu.NONE : files(before.substring(mention + 1), mention, known.files());
  }

  /** Whether a file is being named, so that the files should be known. */
  static boolean wantsFiles(Editor editor) {
    return mentionStart(editor.text().substring(0, editor.cursor())) >= 0;
  }

  private static Menu commands(String typed, List<CommandSpec> commands) {
    List<CommandSpec> named = commands.stream().filter(c -> c.name().startsWith(typed)).toList();
    List<String> close =
        named.isEmpty()
            ? Fuzzy.best(commands.stream().map(CommandSpec::name).toList(), typed, Menu.MOST)
            : List.of();
    return new Menu(
        commands.stream()
            .filter(c -> named.contains(c) || close.contains(c.name()))
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
