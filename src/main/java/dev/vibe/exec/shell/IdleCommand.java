package dev.vibe.exec.shell;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Classifier that knows the commands that certainly change no file and no repository: those that
 * only read, and waits, one after another. What differs after one of them was changed by somebody
 * else. Errs on the side of not knowing. Pure.
 */
public final class IdleCommand {

  private static final Pattern SEPARATOR = Pattern.compile("&&|\\|\\||[;|\n]");

  private static final Pattern WAIT =
      Pattern.compile("sleep [0-9.]+[smhd]?|wait|date|cd [\\w./-]+");

  private IdleCommand() {}

  /** Whether the text given to a shell is one. */
  public static boolean is(String command) {
    return !command.isBlank()
        && Arrays.stream(SEPARATOR.split(command))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .allMatch(part -> WAIT.matcher(part).matches() || ReadOnlyCommand.is(part));
  }
}
