package dev.vibe.workspace;

import java.util.ArrayList;
import java.util.List;

/**
 * The edits of one reply, computed on one snapshot: each file is read from disk once, later edits
 * of a file build on earlier ones, and nothing is written. Owned by one thread.
 */
public final class EditBatch {

  private final Workspace workspace;
  private final List<FileChange> staged = new ArrayList<>();

  public EditBatch(Workspace workspace) {
    this.workspace = workspace;
  }

  public Workspace workspace() {
    return workspace;
  }

  /** Adds a change that was computed on this batch. */
  public void stage(FileChange change) {
    staged.add(change);
  }

  /** One change a file, from what is on disk to what was staged last, in order of first staging. */
  public List<FileChange> changes() {
    return List.copyOf(staged);
  }
}
