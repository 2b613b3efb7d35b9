package dev.vibe.git.patch;

import dev.vibe.git.commit.ChangedFile;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.FileState.Unkept;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.util.QuotedString;
import org.eclipse.jgit.util.io.BinaryHunkOutputStream;

/**
 * A change as {@code git apply} takes it, from what was before the run to what the run left.
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
    Writer writer = new Writer();
    List<String> leftOut = new ArrayList<>();
    try {
      for (ChangedFile file : changes.files()) {
        boolean known = !(file.before() instanceof Unkept) && !(file.after() instanceof Unkept);
        if (known && file.path().absolute().startsWith(top)) {
          String path = top.relativize(file.path().absolute()).toString();
          writer.file(path, file.before(), file.after());
        } else {
          leftOut.add(file.path().relative());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Patch(new Content(writer.out.toByteArray()), leftOut);
  }

  private static final class Writer {
    private static final String NO_ID = "0".repeat(40);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void file(String path, FileState before, FileState after) throws IOException {
      boolean becomesLink =
          before instanceof Held old
              && after instanceof Held now
              && (old.kind() == FileKind.SYMLINK) != (now.kind() == FileKind.SYMLINK);
      if (becomesLink) {
        file(path, before, new Absent());
        file(path, new Absent(), after);
        return;
      }
      byte[] old = bytes(before);
      byte[] now = bytes(after);
      print("diff --git " + quoted("a/" + path) + " " + quoted("b/" + path) + "\n");
      modes(before, after);
      if (java.util.Arrays.equals(old, now)) {
        return;
      }
      String index = "index " + id(before) + ".." + id(after);
      boolean sameMode =
          before instanceof Held b && after instanceof Held a && b.kind() == a.kind();
      print(index + (sameMode ? " " + mode(after) : "") + "\n");
      if (RawText.isBinary(old) || RawText.isBinary(now)) {
        binary(old, now);
      } else {
        text(path, before, after);
      }
    }

    private void modes(FileState before, FileState after) {
      if (before instanceof Absent) {
        print("new file mode " + mode(after) + "\n");
      } else if (after instanceof Absent) {
        print("deleted file mode " + mode(before) + "\n");
      } else if (!mode(before).equals(mode(after))) {
        print("old mode " + mode(before) + "\nnew mode " + mode(after) + "\n");
      }
    }

    private void text(String path, FileState before, FileState after) throws IOException {
      print("--- " + (before instanceof Absent ? "/dev/null" : quoted("a/" + path)) + "\n");
      print("+++ " + (after instanceof Absent ? "/dev/null" : quoted("b/" + path)) + "\n");
      RawText old = new RawText(bytes(before));
      RawText now = new RawText(bytes(after));
      EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, old, now);
      try (DiffFormatter formatter = new DiffFormatter(out)) {
        formatter.format(edits, old, now);
      }
    }

    /** Both directions, so that the patch can be taken back too. */
    private void binary(byte[] old, byte[] now) throws IOException {
      print("GIT binary patch\n");
      literal(now);
      literal(old);
    }

    private void literal(byte[] bytes) throws IOException {
      print("literal " + bytes.length + "\n");
      BinaryHunkOutputStream lines = new BinaryHunkOutputStream(out);
      DeflaterOutputStream packed =
          new DeflaterOutputStream(lines, new Deflater(Deflater.DEFAULT_COMPRESSION));
      packed.write(bytes);
      packed.finish();
      lines.flush();
      print("\n");
    }

    private static byte[] bytes(FileState state) {
      return state instanceof Held held ? held.bytes() : new byte[0];
    }

    private static String mode(FileState state) {
      return state instanceof Held held ? held.kind().mode() : "000000";
    }

    private static String id(FileState state) {
      if (state instanceof Held held) {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
          return formatter.idFor(Constants.OBJ_BLOB, held.bytes()).name();
        }
      }
      return NO_ID;
    }

    private static String quoted(String path) {
      return QuotedString.GIT_PATH.quote(path);
    }

    private void print(String text) {
      out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
