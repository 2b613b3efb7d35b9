package dev.vibe.git.store;

import dev.vibe.git.config.Identity;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Port to the commits of a repository, and to who else has them. Blocks on disk. */
public sealed interface CommitHistory permits JGitHistory, NativeHistory {

  /** More commits than these are not told one by one. */
  int MOST = 100;

  /**
   * A commit.
   *
   * @param at when it was made, to the second
   * @param files what differs from its first parent; relative to the top of the work tree
   */
  record Told(
      String id,
      List<String> parents,
      String message,
      Identity author,
      Instant at,
      List<String> files) {
    public Told {
      parents = List.copyOf(parents);
      files = List.copyOf(files);
    }

    /** Whether this is its message. */
    public boolean says(String words) {
      return message.equals(words.strip());
    }

    /** The first line of the message. */
    public String subject() {
      return message.lines().findFirst().orElse("");
    }
  }

  Told commit(String id) throws IOException;

  /**
   * The commits that lead to one and not to the other, oldest first, at most {@link #MOST}, the
   * newest.
   *
   * @param from empty for none
   */
  List<Told> between(String from, String to) throws IOException;

  /** The first commit of the line that leads to this one: each time the first parent. */
  String root(String commit) throws IOException;

  /** Those of the commits that HEAD or a branch has. */
  Set<String> standing(Collection<String> commits) throws IOException;

  /**
   * Short names of the refs, other than this branch, that have the commit: other branches, tags,
   * remote branches.
   *
   * @param branch full name; empty when HEAD is detached
   */
  List<String> others(String commit, String branch) throws IOException;
}
