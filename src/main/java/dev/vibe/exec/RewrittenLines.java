package dev.vibe.exec;

/**
 * Filter of what a program writes, in which a line that it rewrites with carriage returns or
 * backspaces, as bars and spinners do, is written once, as it was last. Owned by one thread.
 */
final class RewrittenLines {

  /** Where bytes go. */
  interface Sink {
    void add(byte[] bytes, int from, int length);
  }

  /** A longer line passes in pieces; what was passed is not taken back. */
  private static final int LONGEST = 4096;

  private static final byte[] LINE_END = {'\n'};

  private final Sink sink;
  private final byte[] line = new byte[LONGEST];
  private int length;
  private boolean returned;

  RewrittenLines(Sink sink) {
    this.sink = sink;
  }

  void add(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      switch (bytes[i]) {
        case '\n' -> {
          pass();
          sink.add(LINE_END, 0, 1);
          returned = false;
        }
        case '\r' -> returned = true;
        case '\b' -> back();
        default -> {
          if (returned) {
            length = 0;
            returned = false;
          }
          if (length == LONGEST) {
            pass();
          }
          line[length++] = bytes[i];
        }
      }
    }
  }

  private void back() {
    while (length > 0 && (line[length - 1] & 0xC0) == 0x80) {
      length--;
    }
    length = Math.max(0, length - 1);
  }

  private void pass() {
    sink.add(line, 0, length);
    length = 0;
  }

  /** Hands on what has not ended yet. */
  void rest(Sink to) {
    to.add(line, 0, length);
  }
}
