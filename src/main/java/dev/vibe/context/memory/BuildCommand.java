package dev.vibe.context.memory;

import java.util.Set;
import java.util.regex.Pattern;

/** Rule by which a command builds or tests something, as far as its first words tell. Pure. */
final class BuildCommand {

  private static final Pattern APART = Pattern.compile("&&|\\|\\||[;|&]");
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=\\S*");

  /** A script of the project that is called like that. */
  private static final Pattern SCRIPT =
      Pattern.compile("\\.{0,2}/?[\\w./-]*(?:test|check|build|verify)[\\w.-]*");

  private static final Pattern SHELL = Pattern.compile("(?:ba|da|z)?sh");

  private static final Set<String> ALWAYS =
      Set.of(
          "mvn", "mvnw", "gradle", "gradlew", "make", "cmake", "ninja", "meson", "pytest", "tox",
          "nox", "ctest", "rspec", "rake", "phpunit", "jest", "vitest", "mocha", "ant", "sbt",
          "bazel", "tsc", "just", "behave", "cabal", "mix", "dune");

  /** Behind these the next word decides. */
  private static final Set<String> RUNNERS =
      Set.of(
          "npm",
          "pnpm",
          "yarn",
          "bun",
          "cargo",
          "go",
          "dotnet",
          "swift",
          "zig",
          "deno",
          "stack",
          "composer",
          "flutter");

  private static final Set<String> TASKS =
      Set.of("test", "t", "build", "check", "vet", "clippy", "nextest", "ci", "lint");

  /** They run what follows. */
  private static final Set<String> PREFIXES =
      Set.of("npx", "uv", "poetry", "pipenv", "bundle", "run", "exec", "time", "env", "timeout");

  private static final Set<String> MODULES = Set.of("pytest", "unittest", "tox", "nox", "build");

  private BuildCommand() {}

  static boolean is(String command) {
    if (command.lines().count() != 1) {
      return false;
    }
    for (String part : APART.split(command, -1)) {
      if (isOne(part.strip().split("\\s+", -1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOne(String[] words) {
    int at = 0;
    while (at < words.length - 1
        && (ASSIGNMENT.matcher(words[at]).matches()
            || PREFIXES.contains(words[at])
            || words[at].matches("[0-9]+[smh]?"))) {
      at++;
    }
    String program = words[at].substring(words[at].lastIndexOf('/') + 1);
    String next = at + 1 < words.length ? words[at + 1] : "";
    if (ALWAYS.contains(program)) {
      return true;
    }
    if (RUNNERS.contains(program)) {
      String task = next.equals("run") && at + 2 < words.length ? words[at + 2] : next;
      return TASKS.contains(task) || task.matches("(?:test|build|check|lint)[:-].*");
    }
    if (program.matches("python[0-9.]*") || program.equals("py")) {
      return next.equals("-m") && at + 2 < words.length && MODULES.contains(words[at + 2]);
    }
    boolean isScript = words[at].contains("/") || words[at].endsWith(".sh");
    return (isScript && SCRIPT.matcher(words[at]).matches())
        || (SHELL.matcher(program).matches() && SCRIPT.matcher(next).matches());
  }
}
