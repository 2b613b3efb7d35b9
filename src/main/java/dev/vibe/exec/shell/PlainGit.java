package dev.vibe.exec.shell;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Classifier that knows the lines which run git and nothing that could do more to its data than git
 * itself: subcommands of a list, beside a few programs that only read, with no file written by the
 * shell and nothing that git is told to start. Errs on the side of no. Pure.
 */
public final class PlainGit {

  private static final Set<String> SUBCOMMANDS =
      Set.of(
          ("add am apply blame branch cat-file checkout checkout-index cherry cherry-pick clean"
               + " commit commit-tree describe diff diff-tree for-each-ref fsck gc hash-object init"
               + " log ls-files ls-tree merge merge-base mktree mv name-rev notes prune range-diff"
               + " read-tree rebase reflog reset restore rev-list rev-parse revert rm shortlog show"
               + " show-ref stage stash status switch symbolic-ref tag update-index update-ref"
               + " write-tree")
              .split(" "));

  /** Beside git, what changes nothing. */
  private static final Set<String> HARMLESS =
      Set.of("cd", "echo", "true", "false", "pwd", ":", "ls", "head", "tail", "wc", "cat", "grep");

  /** With these git starts a program, or takes a file for more than it is. */
  private static final Pattern STARTS =
      Pattern.compile(
          "-[xOi].*|--(e(x(e(c)?)?)?|interactive|upload-pack|receive-pack|ext-diff|textconv"
              + "|open-files-in-pager|template|separate-git-dir|gpg-sign|sign|output)(=.*)?");

  private PlainGit() {}

  /** Whether the text given to a shell is such a line, and runs git at all. */
  public static boolean is(String line) {
    boolean runsGit = false;
    for (SimpleCommand command : ShellLine.commands(line)) {
      boolean writes =
          command.redirections().stream()
              .anyMatch(each -> each.writes() && !each.target().matches("/dev/null|[0-9]+|-"));
      if (writes || !command.assignments().isEmpty()) {
        return false;
      }
      String program = command.program();
      if (program.equals("git")) {
        if (!isPlain(command.operands())) {
          return false;
        }
        runsGit = true;
      } else if (!HARMLESS.contains(program)) {
        return false;
      }
    }
    return runsGit;
  }

  private static boolean isPlain(List<String> operands) {
    return !operands.isEmpty()
        && SUBCOMMANDS.contains(operands.getFirst())
        && operands.stream().noneMatch(word -> STARTS.matcher(word).matches());
  }
}
