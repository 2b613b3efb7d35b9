package dev.vibe.exec.shell;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Classifier that tells commands that can destroy work from those that rather cannot. Errs on the
 * side of danger: every command that a line may run counts, also behind wrappers, in substitutions
 * and in scripts given as text, and so does one of which nothing is known. It guards nothing; it
 * only decides when a checkpoint is due. Pure.
 */
public final class DangerousCommand {

  /** Programs that delete, overwrite or change files by their nature. */
  private static final Set<String> PROGRAMS =
      Set.of(
          "rm",
          "rmdir",
          "unlink",
          "shred",
          "srm",
          "trash",
          "mv",
          "cp",
          "install",
          "ln",
          "truncate",
          "dd",
          "tee",
          "sponge",
          "rsync",
          "tar",
          "unzip",
          "7z",
          "cpio",
          "patch",
          "ed",
          "ex",
          "mkfs",
          "wipe",
          "fallocate",
          "rename",
          "mmv",
          "chmod",
          "chown",
          "prettier",
          "black",
          "gofmt",
          "clang-format");

  /** Words of git that change or drop files, the index, commits or branches. */
  private static final Set<String> GIT =
      Set.of(
          "reset",
          "clean",
          "checkout",
          "restore",
          "stash",
          "rm",
          "mv",
          "switch",
          "rebase",
          "merge",
          "pull",
          "revert",
          "cherry-pick",
          "am",
          "apply",
          "gc",
          "prune",
          "filter-branch",
          "filter-repo",
          "read-tree",
          "checkout-index",
          "update-ref",
          "branch",
          "worktree",
          "submodule",
          "reflog",
          "commit",
          "bisect",
          "sparse-checkout",
          "add",
          "stage",
          "update-index",
          "tag",
          "push");

  /** Programs of which only some words are dangerous. */
  private static final Map<String, Pattern> WORDS =
      Map.of(
          "find", Pattern.compile("-(delete|exec(dir)?|ok(dir)?|fprint[0f]?|fls)"),
          "sed", Pattern.compile("-[a-zA-Z]*i.*|--in-place.*|.*[wWe]\\b.*"),
          "perl", Pattern.compile("-[a-zA-Z0]*i.*|.*(unlink|open|rename|system).*"),
          "ruby", Pattern.compile("-[a-zA-Z]*i.*|.*(File|FileUtils|Dir|system).*"),
          "awk", Pattern.compile(".*(>|system|inplace).*"),
          "gawk", Pattern.compile(".*(>|system|inplace).*"),
          "sort", Pattern.compile("-[a-zA-Z]*o.*|--out.*"),
          "curl", Pattern.compile("-[a-zA-Z]*[oO].*|--(output|remote-name).*"),
          "make", Pattern.compile(".*clean.*|install"),
          "cargo", Pattern.compile("clean|fix|fmt"));

  /** Scripts as text, and languages that can do anything. */
  private static final Set<String> INTERPRETERS =
      Set.of("python", "python2", "python3", "node", "php", "lua", "tclsh", "xargs", "parallel");

  private static final Set<String> TARGETS_THAT_HOLD_NOTHING =
      Set.of("/dev/null", "/dev/stderr", "/dev/stdout", "/dev/tty");

  private DangerousCommand() {}

  /** Whether the command, a text for {@code bash -c}, may destroy work. */
  public static boolean isIn(String command) {
    return !(LineReader.read(command) instanceof LineReading.Reads)
        && ShellLine.commands(command).stream().anyMatch(DangerousCommand::isDangerous);
  }

  private static boolean isDangerous(SimpleCommand command) {
    if (command.redirections().stream().anyMatch(DangerousCommand::overwrites)) {
      return true;
    }
    if (command.words().isEmpty()) {
      return false;
    }
    String program = command.program().toLowerCase(Locale.ROOT);
    return program.isEmpty() || isDangerous(program, command.operands());
  }

  /** Appending keeps what is there; a descriptor or a device holds nothing. */
  private static boolean overwrites(SimpleCommand.Redirect redirect) {
    return redirect.writes()
        && !redirect.operator().endsWith(">>")
        && !redirect.target().matches("[0-9]+|-|")
        && !TARGETS_THAT_HOLD_NOTHING.contains(redirect.target());
  }

  private static boolean isDangerous(String program, List<String> rest) {
    if (PROGRAMS.contains(program) || program.startsWith("mkfs.")) {
      return true;
    }
    if (program.equals("git")) {
      return rest.stream().anyMatch(GIT::contains);
    }
    if (INTERPRETERS.contains(program)) {
      return !rest.isEmpty() && !rest.getFirst().matches("-V|--version|-v|-h|--help");
    }
    Pattern words = WORDS.get(program);
    return words != null && rest.stream().anyMatch(word -> words.matcher(word).matches());
  }
}
