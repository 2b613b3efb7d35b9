package dev.vibe.app.command;

import dev.vibe.app.host.RunOptions;
import dev.vibe.task.batch.Batch;
import dev.vibe.task.batch.Shard;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Options of {@code vibe batch}.
 *
 * @param tasks the file of them
 * @param run what each run has in common; its flags may hold limits, which are on all of them
 * @param results empty for the file beside that of the tasks
 */
public record BatchOptions(
    Path tasks, RunOptions run, Spread spread, Format format, Optional<Path> results) {

  /**
   * Way in which the tasks are spread.
   *
   * @param atOnce so many
   * @param taskTimeout on each, as it was written; empty for none
   */
  public record Spread(
      int atOnce, Places places, Shard shard, Batch.Again again, String taskTimeout) {}

  /** Choice of where tasks work. */
  public enum Places {
    /** In their folders, one at a time in each repository. */
    FOLDERS,
    /** Each in a worktree of its own. */
    WORKTREES
  }

  /** Form of what comes of it. */
  public enum Format {
    RESULTS("results"),
    /** As the benchmark of that name takes it. */
    SWE_BENCH("swebench");

    private final String label;

    Format(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /**
   * Options of {@code vibe batch merge}.
   *
   * @param tasks whose order counts, and of which none may be missing
   * @param into empty for standard output
   */
  public record Merge(
      List<Path> results, Optional<Path> tasks, Optional<Path> into, Format format) {
    public Merge {
      results = List.copyOf(results);
    }
  }
}
