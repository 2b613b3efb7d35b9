package dev.vibe.git;

import dev.vibe.git.config.OngoingWork;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Facts of a repository that a person would look at first. Paths are relative to the working folder
 * and sorted; only what lies in that folder counts.
 *
 * @param staged paths whose index differs from HEAD
 * @param unstaged tracked paths whose file differs from the index
 * @param untracked neither tracked nor ignored; a folder without tracked files once, with a final
 *     {@code /}
 * @param recent newest first
 */
public record RepoFacts(
    Position position,
    OngoingWork ongoing,
    Paths staged,
    Paths unstaged,
    Paths untracked,
    Paths conflicted,
    List<Commit> recent) {

  /** Digits of a shortened object name. */
  private static final int SHORT = 8;

  public RepoFacts {
    recent = List.copyOf(recent);
  }

  /** Limits of how much is told. */
  public record Limits(int paths, int commits) {}

  /** Position of HEAD. */
  public sealed interface Position {
    /** On a branch with commits; {@code branch} is its short name. */
    record OnBranch(String branch, String commit) implements Position {}

    record Detached(String commit) implements Position {}

    /** On a branch without commits. */
    record Unborn(String branch) implements Position {}
  }

  /**
   * Some paths.
   *
   * @param count of all
   * @param first the first of them
   */
  public record Paths(int count, List<String> first) {
    public Paths {
      first = List.copyOf(first);
    }

    static Paths of(List<String> all, Limits limits) {
      List<String> first = all.stream().sorted().limit(limits.paths()).toList();
      return new Paths(all.size(), first);
    }

    private Paths naming(Predicate<String> shown) {
      return new Paths(
          count, first.stream().filter(path -> shown.test(path.replaceFirst("/$", ""))).toList());
    }

    private Paths without(Set<String> paths) {
      List<String> left = first.stream().filter(path -> !paths.contains(path)).toList();
      return new Paths(count - (first.size() - left.size()), left);
    }
  }

  /**
   * A commit.
   *
   * @param id shortened object name
   */
  public record Commit(String id, String subject) {}

  /** Whether nothing is staged, changed, untracked or in conflict. */
  public boolean isClean() {
    return staged.count + unstaged.count + untracked.count + conflicted.count == 0;
  }

  /** The same, naming only some of the paths; the others still count. */
  public RepoFacts naming(Predicate<String> shown) {
    return new RepoFacts(
        position,
        ongoing,
        staged.naming(shown),
        unstaged.naming(shown),
        untracked.naming(shown),
        conflicted.naming(shown),
        recent);
  }

  /** The same as if these paths were as in the last commit. */
  public RepoFacts without(Set<String> paths) {
    return new RepoFacts(
        position,
        ongoing,
        staged.without(paths),
        unstaged.without(paths),
        untracked.without(paths),
        conflicted.without(paths),
        recent);
  }

  static String shortId(String id) {
    return id.length() <= SHORT ? id : id.substring(0, SHORT);
  }

  static Position position(String fullBranch, String commit) {
    String branch = fullBranch.replaceFirst("^refs/heads/", "");
    if (commit.isEmpty()) {
      return new Position.Unborn(branch);
    }
    return branch.isEmpty()
        ? new Position.Detached(shortId(commit))
        : new Position.OnBranch(branch, shortId(commit));
  }
}
