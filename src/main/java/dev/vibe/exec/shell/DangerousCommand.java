package dev.vibe.exec.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Classifier that tells commands that can destroy work from those that rather cannot. Errs on the
 * side of danger: words are looked at wherever they stand, quoted or not, behind wrappers, in
 * substitutions and in scripts given as text. It guards nothing; it only decides when a checkpoint
 * is due. Pure.
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
    Words words = Words.of(command);
    if (words.overwrites()) {
      return true;
    }
    List<String> all = words.all();
    for (int i = 0; i < all.size(); i++) {
      if (isDangerous(program(all.get(i)), all.subList(i + 1, all.size()))) {
        return true;
      }
    }
    return false;
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

  /** Without its folder, and without what keeps an alias from being used. */
  private static String program(String word) {
    String bare = word.startsWith("\\") ? word.substring(1) : word;
    return bare.substring(bare.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * The words of a command.
   *
   * @param all in order; of quoted text its words, too
   * @param overwrites whether output is sent over a file
   */
  private record Words(List<String> all, boolean overwrites) {

    static Words of(String command) {
      Reader reader = new Reader(command);
      reader.read();
      return new Words(reader.words, reader.overwrites);
    }
  }

  /** Quotes only join or split words here; what is in them is looked at like the rest. */
  private static final class Reader {
    private static final String SEPARATORS = " \t\n;|&()`{}$=,";

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean overwrites;

    Reader(String text) {
      this.text = text;
    }

    void read() {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\\' && i + 1 < text.length()) {
          i++;
          if (text.charAt(i) != '\n') {
            word.append(text.charAt(i));
          }
        } else if (c == '\'' || c == '"') {
          // a quote inside of a word joins its parts: r'm' is rm
        } else if (c == '>') {
          end();
          overwrites |= sendsOverFile(i);
        } else if (c == '<' || SEPARATORS.indexOf(c) >= 0) {
          end();
        } else {
          word.append(c);
        }
      }
      end();
    }

    /** Appending keeps what is there; a descriptor or a device holds nothing. */
    private boolean sendsOverFile(int at) {
      int next = at + 1;
      boolean appends =
          (next < text.length() && text.charAt(next) == '>')
              || (at > 0 && text.charAt(at - 1) == '>');
      if (appends) {
        return false;
      }
      while (next < text.length() && "|& \t".indexOf(text.charAt(next)) >= 0) {
        next++;
      }
      int end = next;
      while (end < text.length() && " \t\n;|&()<>".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      String target = text.substring(next, end).replaceAll("[\"']", "");
      return !target.matches("[0-9]+|-|") && !TARGETS_THAT_HOLD_NOTHING.contains(target);
    }

    private void end() {
      if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
  }
}
