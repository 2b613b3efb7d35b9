package dev.vibe.git.commit;

import dev.vibe.git.file.FileState;
import dev.vibe.git.file.ThreeWay;
import dev.vibe.git.file.ThreeWay.Outcome.Merged;
import dev.vibe.git.store.Staged;
import dev.vibe.workspace.WorkspacePath;

/**
 * Passage of HEAD from one commit to the next, as one file went through it: what its way back is to
 * make of the file. Immutable.
 *
 * @param committedAs the file of the earlier commit that it was
 * @param before it without what the run had not committed, at the earlier commit
 * @param after the same at the later one
 * @param withRuns it with all of the run's, at the passage
 * @param stagedBefore what the index held without what the run staged, at the earlier commit
 * @param stagedAfter the same at the later one
 */
record Passage(
    WorkspacePath committedAs,
    FileState before,
    FileState after,
    FileState withRuns,
    Staged stagedBefore,
    Staged stagedAfter) {

  /**
   * What the file is without the run's when HEAD went back behind a commit that holds lines of the
   * user's: these stay theirs, and what the run had not committed before is the run's again.
   *
   * @param written lines that the run wrote at some time
   */
  FileState behindOthers(FileState base, KnownLines written) {
    boolean isRuns = KnownLines.of(before).and(written).hold(after);
    return isRuns ? behindOwn(base) : without(base, withRuns);
  }

  /** The same when the commit was the run's alone: all that it brought is the run's again. */
  FileState behindOwn(FileState base) {
    return without(base, after);
  }

  private FileState without(FileState base, FileState with) {
    return ThreeWay.merge(with, base, before) instanceof Merged(FileState back) ? back : base;
  }
}
