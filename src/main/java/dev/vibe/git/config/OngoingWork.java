package dev.vibe.git.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** Operation that the user began in the repository and has not finished. */
public enum OngoingWork {
  NONE("", "", ""),
  MERGE("a merge", "git merge --continue", "git merge --abort"),
  REBASE("a rebase", "git rebase --continue", "git rebase --abort"),
  APPLY_MAILBOX("applying patches", "git am --continue", "git am --abort"),
  CHERRY_PICK("a cherry-pick", "git cherry-pick --continue", "git cherry-pick --abort"),
  REVERT("a revert", "git revert --continue", "git revert --abort"),
  BISECT("a bisect", "git bisect good or bad", "git bisect reset");

  private final String title;
  private final String finish;
  private final String abandon;

  OngoingWork(String title, String finish, String abandon) {
    this.title = title;
    this.finish = finish;
    this.abandon = abandon;
  }

  /** The command that finishes it; empty for {@link #NONE}. */
  public String finish() {
    return finish;
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
