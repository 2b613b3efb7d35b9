package dev.vibe.git.worktree;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.util.regex.Pattern;

/**
 * Wish for a managed worktree.
 *
 * @param name of it; with the prefix it is that of its branch
 * @param base the commit to begin with, as Git takes it; empty for the one that is checked out
 * @param start what becomes of an earlier one of that name
 */
public record WorktreeWish(String name, String base, Start start) {

  /** Prefix of the branches of all of them. */
  public static final String BRANCHES = "vibe/";

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_-]|\\.(?!\\.)){0,62}");

  /** Choice of what becomes of an earlier one. */
  public enum Start {
    /** It is used again. */
    GO_ON,
    /** It is replaced, with its branch. */
    ANEW
  }

  /**
   * Checks the name.
   *
   * @throws VibeException (usage) when it cannot be one
   */
  public WorktreeWish {
    if (!isName(name)) {
      throw new VibeException(
          ExitCode.USAGE,
          new Problem(
              ProblemCode.WORKTREE_NAME,
              "\"" + name + "\" cannot be the name of a worktree",
              "it names a folder and a branch",
              "letters, digits, dots, dashes and underscores, at most 63, e.g. fix-login"));
    }
  }

  /** Whether a worktree can be called so. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches() && !name.endsWith(".lock") && !name.endsWith(".");
  }

  String branch() {
    return BRANCHES + name;
  }
}
