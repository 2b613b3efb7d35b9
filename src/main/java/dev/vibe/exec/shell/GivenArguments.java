package dev.vibe.exec.shell;

import dev.vibe.exec.shell.PlainLine.Command;
import dev.vibe.exec.shell.PlainLine.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reader of what programs really get from a line, for people who could take it for something else:
 * a quoted text that looks like several arguments, an empty one, a name written with quotes or
 * backslashes in it. Pure.
 */
public final class GivenArguments {

  /** One argument looks like several by blanks in a row or at an end, by options, by operators. */
  private static final Pattern LIKE_SEVERAL =
      Pattern.compile(
          "\\s.*|.*\\s|.*\\s(?:\\s|--?\\w).*|.*\\s.*[;|&<>].*|.*[;|&<>].*\\s.*", Pattern.DOTALL);

  private GivenArguments() {}

  /**
   * The programs of a line in order, each with its arguments, an empty one as two quotes. None
   * where nothing misleads, and for a line that the shell expands, of which that is not known.
   */
  public static List<List<String>> of(String line) {
    PlainLine plain;
    try {
      plain = PlainParser.parse(line);
    } catch (PlainLexer.NotPlain e) {
      return List.of();
    }
    List<List<Word>> commands = new ArrayList<>();
    commands(plain, commands);
    boolean misleads =
        commands.stream().flatMap(List::stream).anyMatch(word -> misleads(word, line));
    return misleads
        ? commands.stream()
            .map(words -> words.stream().map(GivenArguments::shown).toList())
            .toList()
        : List.of();
  }

  private static void commands(PlainLine line, List<List<Word>> all) {
    line.steps().stream()
        .flatMap(chain -> chain.links().stream())
        .flatMap(link -> link.pipe().stream())
        .forEach(
            command -> {
              switch (command) {
                case Command.Simple simple ->
                    all.add(
                        Stream.concat(simple.words().stream(), simple.inputs().stream()).toList());
                case Command.Group group -> commands(group.line(), all);
              }
            });
  }

  private static boolean misleads(Word word, String line) {
    String text = word.written();
    return text.isEmpty()
        || LIKE_SEVERAL.matcher(text).matches()
        || (!word.isPattern() && !line.contains(text));
  }

  private static String shown(Word word) {
    return word.written().isEmpty()
        ? "''"
        : word.written().replace(Marks.STAR, '*').replace(Marks.ONE, '?');
  }
}
