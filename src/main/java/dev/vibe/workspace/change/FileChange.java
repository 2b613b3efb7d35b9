package dev.vibe.workspace.change;

import dev.vibe.text.FileDiff;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import java.util.List;

/**
 * Change of one file: before and after. The byte arrays are never modified after construction.
 *
 * @param before what the file held when it was read; {@link Content.Absent} when it is created
 * @param after what it shall hold; {@link Content.Absent} when it is deleted
 */
public record FileChange(WorkspacePath path, Content before, Content after, FileDiff diff) {

  /** The change from one content to another, with its diff. */
  public static FileChange between(WorkspacePath path, Content before, Content after) {
    FileDiff.Kind kind =
        before instanceof Content.Absent
            ? FileDiff.Kind.CREATED
            : after instanceof Content.Absent ? FileDiff.Kind.DELETED : FileDiff.Kind.CHANGED;
    ChangedPart part = ChangedPart.of(bytes(before), bytes(after));
    FileDiff diff = UnifiedDiff.between(path.relative(), text(part.before()), text(part.after()));
    List<FileDiff.Hunk> hunks =
        diff.hunks().stream().map(hunk -> moved(hunk, part.skippedLines())).toList();
    return new FileChange(
        path, before, after, new FileDiff(diff.path(), kind, hunks, diff.added(), diff.removed()));
  }

  /**
   * What changes and the lines of the diff do not tell, in words, a line each: the mode, bytes that
   * are no text, an encoding, an empty file.
   */
  public List<String> beyondLines() {
    return new BeyondLines(before, after).told(diff);
  }

  private static FileDiff.Hunk moved(FileDiff.Hunk hunk, int by) {
    return new FileDiff.Hunk(
        hunk.oldStart() + by, hunk.oldLines(), hunk.newStart() + by, hunk.newLines(), hunk.lines());
  }

  private static byte[] bytes(Content content) {
    return content instanceof Content.Present present ? present.bytes() : new byte[0];
  }

  private static String text(byte[] bytes) {
    return Loaded.decode("", bytes) instanceof Loaded.Text(TextFile file, var content)
        ? file.text()
        : "";
  }
}
