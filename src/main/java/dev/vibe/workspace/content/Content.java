package dev.vibe.workspace.content;

import java.util.Arrays;

/** Content of a file: its bytes, or that there is none. */
public sealed interface Content {

  /** Mode of a file: whether it can be run. */
  enum Mode {
    AS_IT_IS,
    PLAIN,
    EXECUTABLE
  }

  record Absent() implements Content {}

  /** Equal when bytes and mode are. The array is shared, not copied, because files may be large. */
  final class Present implements Content {
    private final byte[] bytes;
    private final Mode mode;

    /** With the mode that the file has, or that new files get. */
    public Present(byte[] bytes) {
      this(bytes, Mode.AS_IT_IS);
    }

    public Present(byte[] bytes, Mode mode) {
      this.bytes = bytes;
      this.mode = mode;
    }

    public Mode mode() {
      return mode;
    }

    /** Must not be modified. */
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Present that && mode == that.mode && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }
}
