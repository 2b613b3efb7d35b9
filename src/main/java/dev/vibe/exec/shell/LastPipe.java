package dev.vibe.exec.shell;

import dev.vibe.exec.shell.ShellToken.Operator;
import dev.vibe.exec.shell.ShellToken.Quoting;
import dev.vibe.exec.shell.ShellToken.Redirection;
import dev.vibe.exec.shell.ShellToken.Unit;
import dev.vibe.exec.shell.ShellToken.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reader of the pipe that a command line ends with: what its parts are. Pure. */
public final class LastPipe {

  private static final Set<String> PIPES = Set.of("|", "|&");

  private static final int SHOWN_WORDS = 3;
  private static final int SHOWN = 60;

  private LastPipe() {}

  /**
   * The parts of the pipe, each by its first words; one or none where the line ends with no pipe.
   */
  public static List<String> parts(String command) {
    List<String> parts = new ArrayList<>();
    List<String> words = new ArrayList<>();
    boolean isPipe = true;
    for (ShellToken token : new ShellLexer(command).tokens()) {
      switch (token) {
        case Operator(String text) -> {
          if (!words.isEmpty()) {
            add(parts, words, isPipe);
            words.clear();
            isPipe = false;
          }
          isPipe = isPipe || parts.isEmpty() || PIPES.contains(text);
        }
        case Word word -> words.add(text(word));
        case Redirection r -> {}
      }
    }
    if (!words.isEmpty()) {
      add(parts, words, isPipe);
    }
    return List.copyOf(parts);
  }

  private static void add(List<String> parts, List<String> words, boolean isPipe) {
    if (!isPipe) {
      parts.clear();
    }
    String part = String.join(" ", words.stream().limit(SHOWN_WORDS).toList());
    String line = part.strip().replaceAll("\\s+", " ");
    parts.add(line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line);
  }

  private static String text(Word word) {
    StringBuilder text = new StringBuilder();
    for (Unit unit : word.units()) {
      text.append(
          switch (unit) {
            case Unit.Char(char c, Quoting quoting) -> c;
            case Unit.Parameter parameter ->
                parameter.name().isEmpty() ? "" : "$" + parameter.name();
            case Unit.Substitution s -> "$(…)";
            case Unit.Pipe p -> "<(…)";
            case Unit.Calculation c -> "";
            case Unit.Elements e -> "(…)";
          });
    }
    return text.toString();
  }
}
