package dev.vibe.git.patch;

import dev.vibe.file.FileName;
import dev.vibe.git.commit.ChangedFile;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.file.FileState.Unkept;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Patch: a change as {@code git apply} takes it, from what was before the run to what the run left.
 *
 * @param leftOut files whose content is not known, because they are too large; relative to the
 *     workspace root
 */
public record Patch(Content content, List<String> leftOut) {

  public Patch {
    leftOut = List.copyOf(leftOut);
  }

  /** The text of a patch. File content is in it byte by byte, so it has no one encoding. */
  public static final class Content {
    private final byte[] bytes;

    private Content(byte[] bytes) {
      this.bytes = bytes;
    }

    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /** Empty when the run changed nothing. */
  public static Patch of(RunChanges changes, Path top) {
    PatchWriter writer = new PatchWriter(PatchWriter.Style.TO_APPLY);
    List<String> leftOut = new ArrayList<>();
    try {
      for (ChangedFile file : changes.files()) {
        boolean known = !(file.before() instanceof Unkept) && !(file.after() instanceof Unkept);
        if (known && file.path().absolute().startsWith(top)) {
          String path = FileName.of(top.relativize(file.path().absolute()));
          writer.file(path, file.before(), file.after());
        } else {
          leftOut.add(file.path().relative());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Patch(new Content(writer.bytes()), leftOut);
  }
}
