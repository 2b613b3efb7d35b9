package dev.vibe.git.file;

import dev.vibe.git.file.FileState.Held;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** Count of the lines added and removed between two states; none for binary content. */
public record LineCount(int added, int removed) {

  public static LineCount between(FileState before, FileState after) {
    byte[] old = before instanceof Held held ? held.bytes() : new byte[0];
    byte[] now = after instanceof Held held ? held.bytes() : new byte[0];
    if (RawText.isBinary(old) || RawText.isBinary(now)) {
      return new LineCount(0, 0);
    }
    EditList edits =
        new HistogramDiff().diff(RawTextComparator.DEFAULT, new RawText(old), new RawText(now));
    int added = edits.stream().mapToInt(Edit::getLengthB).sum();
    int removed = edits.stream().mapToInt(Edit::getLengthA).sum();
    return new LineCount(added, removed);
  }
}
