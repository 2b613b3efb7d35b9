package dev.vibe.workspace.patch;

import dev.vibe.workspace.content.Content;
import java.util.List;

/**
 * Part of a patch that is about one file.
 *
 * @param from its name before; empty when it is created
 * @param to its name after; empty when it is deleted
 * @param source what becomes of the file named {@code from}, when that is another than {@code to}
 * @param mode what becomes of its mode
 * @param ids Git's names of the content before and after
 */
public record FilePatch(
    String from, String to, Source source, Content.Mode mode, Ids ids, Change change) {

  /** Source of a file that is made from another, which goes, as in a renaming, or stays. */
  public enum Source {
    GOES,
    STAYS
  }

  /** From the line {@code index}; each may be cut short, and is empty when there is none. */
  public record Ids(String before, String after) {

    static final Ids NONE = new Ids("", "");
  }

  /** Change to the content. */
  public sealed interface Change {

    /** Lines come and go; none do when only name or mode change. */
    record Text(List<Hunk> hunks) implements Change {
      public Text {
        hunks = List.copyOf(hunks);
      }
    }

    /** The file is deleted, whatever it holds. */
    record Gone() implements Change {}

    /**
     * All bytes, or a delta to those before.
     *
     * @param back the way from after to before; may be empty
     */
    record Binary(Packed there, List<Packed> back) implements Change {
      public Binary {
        back = List.copyOf(back);
      }
    }
  }

  /**
   * One place. Each character of the texts is a byte of the patch, because files in one patch may
   * have different encodings.
   *
   * @param oldStart the first line it is about, from 1, in the file before; {@link #ANYWHERE} when
   *     only its lines tell
   * @param old the lines that are there, with context; each ends with a line feed, but for the last
   *     of a file without one
   * @param replacement the lines that shall be there, with the same context
   * @param headings lines above it, without their indentation, each behind the one before
   */
  public record Hunk(int oldStart, String old, String replacement, List<String> headings) {

    public static final int ANYWHERE = -1;

    public Hunk {
      headings = List.copyOf(headings);
    }

    public Hunk(int oldStart, String old, String replacement) {
      this(oldStart, old, replacement, List.of());
    }

    boolean isPlaced() {
      return oldStart != ANYWHERE;
    }

    /** False when its place is told by nothing but a line number and the lines that go. */
    boolean hasContext() {
      return !old.isEmpty()
          && !replacement.isEmpty()
          && (firstLine(old).equals(firstLine(replacement))
              || lastLine(old).equals(lastLine(replacement)));
    }

    private static String firstLine(String text) {
      return text.substring(0, text.indexOf('\n') + 1);
    }

    private static String lastLine(String text) {
      return text.substring(text.lastIndexOf('\n', text.length() - 2) + 1);
    }
  }

  /**
   * Bytes as Git writes them into a patch: deflated, in base 85.
   *
   * @param size of what is packed: of the content, or of the delta
   */
  public record Packed(Form form, int size, String lines) {

    /** Form of what is packed. */
    public enum Form {
      LITERAL,
      DELTA
    }
  }

  /** The name by which people know it. */
  public String name() {
    return to.isEmpty() ? from : to;
  }
}
