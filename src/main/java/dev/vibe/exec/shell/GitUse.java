package dev.vibe.exec.shell;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reader of how a line uses Git, as far as its words tell: also behind programs that start others,
 * in text for another shell, and in code that is handed to an interpreter. Scripts on the disk are
 * not read. Pure.
 */
public final class GitUse {

  private static final Set<String> INTERPRETERS =
      Set.of(
          "python", "python2", "python3", "node", "deno", "bun", "perl", "ruby", "php", "lua",
          "tclsh");

  /** In code the program is one word among others. */
  private static final Pattern NAMED = Pattern.compile("\\bgit\\b");

  private GitUse() {}

  /** Whether the line may start Git; a program that is only known at run time may be it. */
  public static boolean mayBeIn(String line) {
    return ShellLine.commands(line).stream().anyMatch(GitUse::mayBeGit);
  }

  /** Whether it asks for a commit. */
  public static boolean commits(String line) {
    return LineCommits.of(line).isPresent();
  }

  private static boolean mayBeGit(SimpleCommand command) {
    if (command.words().isEmpty()) {
      return false;
    }
    String program = command.program();
    return program.isEmpty()
        || program.equals("git")
        || program.startsWith("git-")
        || (INTERPRETERS.contains(program)
            && Stream.concat(command.operands().stream(), Stream.of(command.input()))
                .anyMatch(code -> NAMED.matcher(code).find()));
  }
}
