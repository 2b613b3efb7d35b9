package dev.vibe.exec.shell;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Classifier that knows the few commands that certainly do no more than read files: one program
 * without quotes, expansions, redirections or a second command. Errs on the side of not knowing.
 * Pure.
 */
public final class ReadOnlyCommand {

  /** None of these has an option that writes, runs another program or opens a connection. */
  private static final Set<String> PROGRAMS =
      Set.of(
          "ls",
          "cat",
          "head",
          "tail",
          "wc",
          "pwd",
          "echo",
          "stat",
          "du",
          "grep",
          "basename",
          "dirname",
          "true",
          "false");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+, -]+");

  private ReadOnlyCommand() {}

  /** Whether the text given to a shell is one. */
  public static boolean is(String command) {
    String text = command.strip();
    return PLAIN.matcher(text).matches() && PROGRAMS.contains(text.split(" ", 2)[0]);
  }
}
