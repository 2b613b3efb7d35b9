package dev.vibe.exec.shell;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writer of words for a shell, which takes them as they are. Pure. */
public final class ShellWriter {

  private ShellWriter() {}

  /** One word, in single quotes. */
  public static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** A plain command with these variables in its environment. */
  public static String with(Map<String, String> variables, String command) {
    return assignments(variables) + command;
  }

  /** A line of which every command has these variables in its environment. */
  public static String exporting(Map<String, String> variables, String line) {
    return variables.isEmpty() ? line : "export " + assignments(variables).strip() + "\n" + line;
  }

  private static String assignments(Map<String, String> variables) {
    return new TreeMap<>(variables)
        .entrySet().stream()
            .map(each -> each.getKey() + "=" + quoted(each.getValue()) + " ")
            .collect(Collectors.joining());
  }
}
