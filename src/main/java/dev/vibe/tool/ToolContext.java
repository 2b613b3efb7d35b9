package dev.vibe.tool;

import dev.vibe.conversation.CallId;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.Resolution;
import dev.vibe.workspace.change.EditBatch;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Context that a call is prepared against.
 *
 * @param batch the edits of this reply so far, over the files as they are on disk; also knows what
 *     the model has seen
 * @param opened guarded paths that a person has opened for this very call, as {@code relative} of
 *     their {@link dev.vibe.workspace.WorkspacePath}
 * @param call that is prepared, for those who tell how it goes on; empty where nobody asked
 * @param mostOutput characters that the result may have, as the model's window bears them
 */
public record ToolContext(
    EditBatch batch, Set<String> opened, int mostOutput, Optional<CallId> call) {

  /** About 12,000 tokens: more at once helps no model. */
  public static final int LARGEST_OUTPUT = 50_000;

  public ToolContext {
    opened = Set.copyOf(opened);
    mostOutput = Math.min(mostOutput, LARGEST_OUTPUT);
  }

  /** With no guarded path opened, for a large window. */
  public ToolContext(EditBatch batch) {
    this(batch, Set.of());
  }

  /** For a large window. */
  public ToolContext(EditBatch batch, Set<String> opened) {
    this(batch, opened, LARGEST_OUTPUT);
  }

  /** Of no call in particular. */
  public ToolContext(EditBatch batch, Set<String> opened, int mostOutput) {
    this(batch, opened, mostOutput, Optional.empty());
  }

  /**
   * Checks a path that the model named, as the workspace does, but for what was opened. It is
   * judged together with what the edits so far make.
   */
  public Resolution resolve(String named, Access access) {
    return resolve(named, access, Set.of());
  }

  /**
   * As {@link #resolve(String, Access)}.
   *
   * @param coming real paths of further files that are written together with it
   */
  public Resolution resolve(String named, Access access, Set<Path> coming) {
    Set<Path> all = new HashSet<>(coming);
    all.addAll(batch.coming());
    Resolution resolution = batch.workspace().resolve(named, access, all);
    return resolution instanceof Resolution.Guarded guarded
            && opened.contains(guarded.path().relative())
        ? new Resolution.Inside(guarded.path())
        : resolution;
  }
}
