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
    String assignments =
        new TreeMap<>(variables)
            .entrySet().stream()
                .map(each -> each.getKey() + "=" + quoted(each.getValue()) + " ")
                .collect(Collectors.joining());
    return assignments + command;
  }
}
