package dev.vibe.git.file;

import dev.vibe.git.file.FileState.Held;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeChunk;
import org.eclipse.jgit.merge.MergeResult;

/** Merge of two changes of one file, line by line. Pure. */
public final class ThreeWay {

  private ThreeWay() {}

  public sealed interface Outcome {
    record Merged(FileState state) implements Outcome {}

    record Conflict() implements Outcome {}
  }

  public static Outcome merge(FileState base, FileState ours, FileState theirs) {
    if (base.sameAs(ours) || ours.sameAs(theirs)) {
      return new Outcome.Merged(theirs);
    }
    if (base.sameAs(theirs)) {
      return new Outcome.Merged(ours);
    }
    if (base instanceof Held b && ours instanceof Held o && theirs instanceof Held t) {
      return mergeHeld(b, o, t);
    }
    return new Outcome.Conflict();
  }

  private static Outcome mergeHeld(Held base, Held ours, Held theirs) {
    FileKind kind = ours.kind();
    if (base.kind() == ours.kind()) {
      kind = theirs.kind();
    } else if (base.kind() != theirs.kind() && ours.kind() != theirs.kind()) {
      return new Outcome.Conflict();
    }
    if (Arrays.equals(base.bytes(), ours.bytes()) || Arrays.equals(ours.bytes(), theirs.bytes())) {
      return new Outcome.Merged(new Held(kind, theirs.content()));
    }
    if (Arrays.equals(base.bytes(), theirs.bytes())) {
      return new Outcome.Merged(new Held(kind, ours.content()));
    }
    if (kind == FileKind.SYMLINK
        || RawText.isBinary(base.bytes())
        || RawText.isBinary(ours.bytes())
        || RawText.isBinary(theirs.bytes())) {
      return new Outcome.Conflict();
    }
    MergeResult<RawText> lines =
        new MergeAlgorithm(new HistogramDiff())
            .merge(
                RawTextComparator.DEFAULT,
                new RawText(base.bytes()),
                new RawText(ours.bytes()),
                new RawText(theirs.bytes()));
    return lines.containsConflicts()
        ? new Outcome.Conflict()
        : new Outcome.Merged(Held.of(kind, join(lines)));
  }

  private static byte[] join(MergeResult<RawText> lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean lineOpen = false;
    try {
      for (MergeChunk chunk : lines) {
        RawText side = lines.getSequences().get(chunk.getSequenceIndex());
        for (int i = chunk.getBegin(); i < chunk.getEnd(); i++) {
          if (lineOpen) {
            out.write('\n');
          }
          side.writeLine(out, i);
          lineOpen = i + 1 == side.size() && side.isMissingNewlineAtEnd();
          if (!lineOpen) {
            out.write('\n');
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
