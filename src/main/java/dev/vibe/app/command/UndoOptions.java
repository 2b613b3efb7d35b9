package dev.vibe.app.command;

import dev.vibe.app.host.RunOptions;
import dev.vibe.git.undo.Undo;
import java.util.List;

/**
 * Options of {@code vibe undo}.
 *
 * @param session an id or its beginning; empty for the newest of the folder
 * @param overwrite files that may be replaced though they were changed since
 */
public record UndoOptions(
    RunOptions.Where where,
    Undo.Scope scope,
    Extent extent,
    Commits commits,
    OutputForm form,
    String session,
    List<String> overwrite) {

  public UndoOptions {
    overwrite = List.copyOf(overwrite);
  }

  /** Extent of an undo. */
  public enum Extent {
    /** Shows what there is. */
    LIST,
    /** Shows what would be done. */
    DRY_RUN,
    /** Does it when a person says yes. */
    ASK,
    /** Does it. */
    YES
  }

  /** Choice of what becomes of commits of the run on which something was built. */
  public enum Commits {
    STAY,
    REVERT
  }
}
