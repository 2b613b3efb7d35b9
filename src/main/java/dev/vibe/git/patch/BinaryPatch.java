package dev.vibe.git.patch;

import dev.vibe.problem.RefusalCode;
import dev.vibe.workspace.content.BlobId;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.TextFile;
import dev.vibe.workspace.patch.FilePatch;
import dev.vibe.workspace.patch.FilePatch.Change;
import dev.vibe.workspace.patch.FilePatch.Packed;
import dev.vibe.workspace.patch.Patched;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;
import org.eclipse.jgit.util.io.BinaryDeltaInputStream;
import org.eclipse.jgit.util.io.BinaryHunkInputStream;

/**
 * Applier of what {@code git diff --binary} says about a file: only to the very content that it was
 * made for, and only if that comes out which it names. Pure.
 */
public final class BinaryPatch {

  private static final String REMAKE = " Make the patch again with git diff --binary.";

  private BinaryPatch() {}

  /**
   * Applies it.
   *
   * @param name how messages call the file
   * @param before what the file holds; nothing when it is created
   */
  public static Patched apply(String name, byte[] before, Change.Binary change, FilePatch.Ids ids) {
    if (ids.before().length() < BlobId.WHOLE || ids.after().length() < BlobId.WHOLE) {
      return new Patched.Refused(
          RefusalCode.DAMAGED,
          name
              + ": the patch does not give the whole ids of a binary file before and after."
              + REMAKE);
    }
    boolean creates = isNothing(ids.before());
    if (creates ? before.length > 0 : !BlobId.names(ids.before(), before)) {
      return new Patched.Refused(
          RefusalCode.WRONG_VERSION,
          !isNothing(ids.after()) && BlobId.names(ids.after(), before)
              ? name + " is what the patch would make of it already."
              : name + " is not the version that the patch was made for.");
    }
    try {
      byte[] after = unpacked(change.there(), before);
      boolean right = isNothing(ids.after()) ? after.length == 0 : BlobId.names(ids.after(), after);
      if (!right) {
        throw new StreamCorruptedException("it does not make what it names");
      }
      for (Packed back : change.back()) {
        if (!Arrays.equals(before, unpacked(back, after))) {
          throw new StreamCorruptedException("it does not lead back to what was before");
        }
      }
      return new Patched.Made(new Content.Present(after));
    } catch (IOException | RuntimeException e) {
      return new Patched.Refused(
          RefusalCode.DAMAGED,
          "%s: the patch is damaged (%s).".formatted(name, e.getMessage()) + REMAKE);
    }
  }

  private static boolean isNothing(String id) {
    return id.chars().allMatch(digit -> digit == '0');
  }

  private static byte[] unpacked(Packed packed, byte[] old) throws IOException {
    byte[] lines = packed.lines().getBytes(StandardCharsets.ISO_8859_1);
    try (InputStream in =
        new InflaterInputStream(new BinaryHunkInputStream(new ByteArrayInputStream(lines)))) {
      return switch (packed.form()) {
        case LITERAL -> {
          byte[] content = bounded(in);
          if (content.length != packed.size()) {
            throw new StreamCorruptedException("its size is not the one that it gives");
          }
          yield content;
        }
        case DELTA -> {
          try (InputStream made = new BinaryDeltaInputStream(old, in)) {
            yield bounded(made);
          }
        }
      };
    }
  }

  private static byte[] bounded(InputStream in) throws IOException {
    byte[] content = in.readNBytes(TextFile.MAX_BYTES + 1);
    if (content.length > TextFile.MAX_BYTES) {
      throw new StreamCorruptedException("it makes more than 50 MB");
    }
    return content;
  }
}
