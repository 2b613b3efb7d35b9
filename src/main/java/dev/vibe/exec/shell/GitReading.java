package dev.vibe.exec.shell;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Classifier that knows the commands by which Git is read and nothing else happens: one {@code git
 * log}, {@code show}, {@code diff}, {@code blame} or {@code status} of this repository, or one of
 * {@link GitListing}, with options that only select and format. Everything that is not listed is
 * none: an option may write a file, run a program, or read one outside. What the configuration of a
 * repository names is another matter; see {@code docs/git.md}. Pure.
 */
public final class GitReading {

  private static final Set<String> SUBCOMMANDS = Set.of("log", "show", "diff", "blame", "status");

  /** From the manual pages of git 2.39 to 2.51; a value goes behind an equals sign. */
  private static final Set<String> LONG =
      Set.of(
          ("oneline stat numstat shortstat name-only name-status patch no-patch follow all graph"
                  + " decorate no-decorate abbrev-commit abbrev no-merges merges first-parent"
                  + " reverse format pretty date since until after before author committer grep"
                  + " max-count skip cached staged word-diff color no-color unified"
                  + " ignore-all-space ignore-space-change ignore-blank-lines diff-filter"
                  + " find-renames no-renames summary compact-summary dirstat minimal patience"
                  + " histogram full-history simplify-merges topo-order date-order tags branches"
                  + " remotes not merge-base raw no-ext-diff no-textconv porcelain line-porcelain"
                  + " show-email show-name root source short branch long untracked-files ignored"
                  + " relative no-relative pickaxe-regex pickaxe-all regexp-ignore-case"
                  + " extended-regexp fixed-strings invert-grep all-match cc combined-all-paths"
                  + " full-diff left-right cherry-pick cherry-mark no-notes exit-code quiet")
              .split(" "));

  /** Those of one letter, with a value behind it or not; a number alone is a count. */
  private static final Pattern SHORT =
      Pattern.compile("-(?:\\d+|[psuwbzqrtmciEFlef]|[nUMLGS].*|sb|bs)", Pattern.DOTALL);

  /** In front of a path {@code git blame -S} reads a file of that name. */
  private static final Pattern READS_FILE = Pattern.compile("-S.*", Pattern.DOTALL);

  /** Of a revision, where a shell takes them as they are. */
  private static final Pattern RELATIVE = Pattern.compile("(?<=[\\w)}~^])[~^]");

  private static final String ALL = "--all";

  private static final Pattern ALL_WORD = Pattern.compile("(?<=\\s)--all(?=\\s|$)");

  /** Where another command begins, or a redirection. */
  private static final Pattern REST = Pattern.compile("[|;&<>\\n]");

  private GitReading() {}

  /** Whether the text given to a shell is one. */
  public static boolean is(String command) {
    Optional<List<String>> words =
        PlainCommand.words(RELATIVE.matcher(command.strip()).replaceAll(""));
    return words.filter(GitReading::reads).isPresent();
  }

  /**
   * The command without vibe's own commits among those of {@code --all}; as it is where that is not
   * asked for, or where the command does not begin with one plain read. What reads its output may
   * stand behind it.
   */
  public static String withoutOwn(String command) {
    Matcher rest = REST.matcher(command);
    int end = rest.find() ? rest.start() : command.length();
    String reading = command.substring(0, end);
    List<String> words =
        PlainCommand.words(RELATIVE.matcher(reading.strip()).replaceAll("")).orElse(List.of());
    boolean walks =
        words.stream()
            .skip(1)
            .filter(word -> !isQuiet(word))
            .findFirst()
            .filter(SUBCOMMANDS::contains)
            .isPresent();
    long wanted = words.stream().filter(ALL::equals).count();
    Matcher all = ALL_WORD.matcher(reading);
    return wanted > 0 && walks && is(reading) && all.results().count() == wanted
        ? all.replaceAll("--exclude=refs/vibe/* " + ALL) + command.substring(end)
        : command;
  }

  /** Whether a command is one, by its words. */
  static boolean isOf(List<String> words) {
    return reads(words);
  }

  private static boolean reads(List<String> words) {
    if (words.size() < 2 || !words.getFirst().equals("git")) {
      return false;
    }
    int at = 1;
    while (at < words.size() && isQuiet(words.get(at))) {
      at++;
    }
    if (at == words.size()) {
      return false;
    }
    String subcommand = words.get(at);
    if (!SUBCOMMANDS.contains(subcommand)) {
      return GitListing.of(subcommand)
          .filter(
              listing -> listing.allows(words.subList(words.indexOf(subcommand) + 1, words.size())))
          .isPresent();
    }
    return words.subList(at + 1, words.size()).stream().allMatch(word -> isPlain(subcommand, word));
  }

  private static boolean isQuiet(String option) {
    return option.equals("--no-pager") || option.equals("-P");
  }

  private static boolean isPlain(String subcommand, String word) {
    if (word.equals("--")) {
      return true;
    }
    if (word.startsWith("--")) {
      return LONG.contains(word.substring(2).split("=", 2)[0]);
    }
    if (word.startsWith("-")) {
      return SHORT.matcher(word).matches()
          && !(subcommand.equals("blame") && READS_FILE.matcher(word).matches());
    }
    return GitListing.isInside(word);
  }
}
