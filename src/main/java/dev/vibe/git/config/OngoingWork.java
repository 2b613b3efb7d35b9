package dev.vibe.git.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** Operation that the user began in the repository and has not finished. */
public enum OngoingWork {
  NONE("", ""),
  MERGE("a merge", "git merge --abort"),
  REBASE("a rebase", "git rebase --abort"),
  APPLY_MAILBOX("applying patches", "git am --abort"),
  CHERRY_PICK("a cherry-pick", "git cherry-pick --abort"),
  REVERT("a revert", "git revert --abort"),
  BISECT("a bisect", "git bisect reset");

  private final String title;
  private final String abandon;

  OngoingWork(String title, String abandon) {
    this.title = title;
    this.abandon = abandon;
  }

  /** For people, with article; empty for {@link #NONE}. */
  public String title() {
    return title;
  }

  /** The command that ends it and goes back; empty for {@link #NONE}. */
  public String abandon() {
    return abandon;
  }

  /** A rebase that stopped in a cherry-pick is a rebase. */
  public static OngoingWork in(Path gitDir) {
    if (Files.exists(gitDir.resolve("rebase-merge"))) {
      return REBASE;
    }
    if (Files.exists(gitDir.resolve("rebase-apply"))) {
      return Files.exists(gitDir.resolve("rebase-apply/applying")) ? APPLY_MAILBOX : REBASE;
    }
    if (Files.exists(gitDir.resolve("MERGE_HEAD"))) {
      return MERGE;
    }
    if (Files.exists(gitDir.resolve("CHERRY_PICK_HEAD"))) {
      return CHERRY_PICK;
    }
    if (Files.exists(gitDir.resolve("REVERT_HEAD"))) {
      return REVERT;
    }
    return Files.exists(gitDir.resolve("BISECT_LOG")) ? BISECT : NONE;
  }
}
