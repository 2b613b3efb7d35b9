package dev.vibe.workspace;

import dev.vibe.text.FileDiff;

/**
 * One file before and after. The byte arrays are never modified after construction.
 *
 * @param before what the file held when it was read; {@link Content.Absent} when it is created
 * @param after what it shall hold; {@link Content.Absent} when it is deleted
 */
public record FileChange(WorkspacePath path, Content before, Content after, FileDiff diff) {

  /** The bytes of a file, or that there is none. */
  public sealed interface Content {

    record Absent() implements Content {}

    /** Compared by identity; the array is shared, not copied, because files may be large. */
    final class Present implements Content {
      private final byte[] bytes;

      public Present(byte[] bytes) {
        this.bytes = bytes;
      }

      /** Must not be modified. */
      public byte[] bytes() {
        return bytes;
      }
    }
  }
}
