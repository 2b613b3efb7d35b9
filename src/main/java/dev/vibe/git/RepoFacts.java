package dev.vibe.git;

import dev.vibe.git.config.OngoingWork;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Facts of a repository that a person would look at first. Paths are relative to the working folder
 * and sorted; what lies in that folder is told apart from what is around it.
 *
 * @param staged paths whose index differs from HEAD
 * @param unstaged tracked paths whose file differs from the index
 * @param untracked neither tracked nor ignored; a folder without tracked files once, with a final
 *     {@code /}
 * @param recent newest first
 * @param around the repository around the folder; empty where that is its top
 */
public record RepoFacts(
    Position position,
    OngoingWork ongoing,
    Paths staged,
    Paths unstaged,
    Paths untracked,
    Paths conflicted,
    List<Commit> recent,
    Optional<Around> around) {

  /** Digits of a shortened object name. */
  private static final int SHORT = 8;

  public RepoFacts {
    recent = List.copyOf(recent);
  }

  /**
   * Repository around the working folder.
   *
   * @param top of the work tree
   * @param prefix of the working folder, from the top
   * @param changed whole paths of what differs outside of the folder, staged or not, and untracked
   */
  public record Around(String top, String prefix, Paths changed) {

    private Around with(Paths paths) {
      return new Around(top, prefix, paths);
    }
  }

  /** At the top of a repository. */
  public RepoFacts(
      Position position,
      OngoingWork ongoing,
      Paths staged,
      Paths unstaged,
      Paths untracked,
      Paths conflicted,
      List<Commit> recent) {
    this(position, ongoing, staged, unstaged, untracked, conflicted, recent, Optional.empty());
  }

  /** The same with what is around the folder. */
  RepoFacts in(Around repository) {
    return new RepoFacts(
        position,
        ongoing,
        staged,
        unstaged,
        untracked,
        conflicted,
        recent,
        Optional.of(repository));
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
    return staged.count + unstaged.count + untracked.count + conflicted.count == 0
        && around.stream().allMatch(each -> each.changed().count == 0);
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
        recent,
        around.map(each -> each.with(each.changed().naming(shown))));
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
        recent,
        around.map(each -> each.with(each.changed().without(paths))));
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
