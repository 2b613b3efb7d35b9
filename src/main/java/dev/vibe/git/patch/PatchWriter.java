package dev.vibe.git.patch;

import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.FileState.Unkept;
import dev.vibe.text.NameBytes;
import dev.vibe.text.UnifiedDiff;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
 * Writer of differences between files as Git writes them. File content is in it byte by byte, so it
 * has no one encoding.
 */
public final class PatchWriter {

  private static final String NO_ID = "0".repeat(40);
  private static final int SHORT_ID = 7;

  /** Style of a patch, by whom it is for. */
  public enum Style {
    /** {@code git apply}: whole ids, and binary files with what is in them. */
    TO_APPLY,
    /** A person: short ids, and of binary files only that they differ. */
    TO_READ
  }

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Style style;

  public PatchWriter(Style style) {
    this.style = style;
  }

  /** What was written so far. */
  public byte[] bytes() {
    return out.toByteArray();
  }

  /** How many bytes were written so far. */
  public int size() {
    return out.size();
  }

  /**
   * One file.
   *
   * @param path relative to the top of the work tree
   * @param before may only be {@link Unkept} for a person
   */
  public void file(String path, FileState before, FileState after) throws IOException {
    if (isLink(before, after) || isLink(after, before)) {
      file(path, before, new Absent());
      file(path, new Absent(), after);
      return;
    }
    header(path);
    modes(before, after);
    if (before instanceof Unkept || after instanceof Unkept) {
      print("Files " + sides(path, before, after) + " differ and are too large to be shown\n");
      return;
    }
    byte[] old = bytes(before);
    byte[] now = bytes(after);
    if (Arrays.equals(old, now)) {
      return;
    }
    boolean sameMode = before instanceof Held b && after instanceof Held a && b.kind() == a.kind();
    String mode = sameMode ? " " + mode(after) : "";
    print("index " + id(before) + ".." + id(after) + mode + "\n");
    if (!RawText.isBinary(old) && !RawText.isBinary(now)) {
      text(path, before, after);
    } else if (style == Style.TO_APPLY) {
      binary(old, now);
    } else {
      print("Binary files " + sides(path, before, after) + " differ\n");
    }
  }

  /** A repository of its own of which another commit is checked out. */
  public void submodule(String path, String before, String after) {
    header(path);
    print("index " + shown(before) + ".." + shown(after) + " 160000\n");
    print("--- " + quoted("a/" + path) + "\n+++ " + quoted("b/" + path) + "\n@@ -1 +1 @@\n");
    print("-Subproject commit " + before + "\n+Subproject commit " + after + "\n");
  }

  /** A file of which the lines cannot be compared. */
  public void remark(String path, String remark) {
    header(path);
    print(remark + "\n");
  }

  private void header(String path) {
    print("diff --git " + quoted("a/" + path) + " " + quoted("b/" + path) + "\n");
  }

  private static boolean isLink(FileState one, FileState other) {
    return one instanceof Held link
        && other instanceof Held file
        && link.kind() == FileKind.SYMLINK
        && file.kind() != FileKind.SYMLINK;
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

  private static String sides(String path, FileState before, FileState after) {
    return side("a/" + path, before) + " and " + side("b/" + path, after);
  }

  private static String side(String path, FileState state) {
    return state instanceof Absent ? "/dev/null" : quoted(path);
  }

  private void text(String path, FileState before, FileState after) throws IOException {
    print("--- " + side("a/" + path, before) + "\n");
    print("+++ " + side("b/" + path, after) + "\n");
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
    return switch (state) {
      case Absent() -> "000000";
      case Held held -> held.kind().mode();
      case Unkept unkept -> unkept.kind().mode();
    };
  }

  private String id(FileState state) {
    if (state instanceof Held held) {
      try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
        return shown(formatter.idFor(Constants.OBJ_BLOB, held.bytes()).name());
      }
    }
    return shown(NO_ID);
  }

  private String shown(String id) {
    return switch (style) {
      case TO_APPLY -> id;
      case TO_READ -> id.substring(0, Math.min(SHORT_ID, id.length()));
    };
  }

  private static String quoted(String path) {
    return NameBytes.isText(path) ? QuotedString.GIT_PATH.quote(path) : UnifiedDiff.quoted(path);
  }

  private void print(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
