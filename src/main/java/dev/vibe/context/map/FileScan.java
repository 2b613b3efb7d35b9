package dev.vibe.context.map;

import java.util.List;

/** Scanner of a file's content for its names and words. Owned by one thread. */
final class FileScan {

  /** A larger file is data, or was generated. */
  static final int MOST_BYTES = 256 * 1024;

  /** How far a zero byte tells that a file is binary, as Git has it. */
  private static final int BINARY_WITHIN = 8000;

  /** What is written by people has shorter lines. */
  private static final int MOST_BYTES_A_LINE = 400;

  private static final int SHORT = 2000;

  private final IntCounts names = new IntCounts();
  private final IntCounts words = new IntCounts();

  /** The facts without definitions. */
  FileFacts of(byte[] content) {
    if (content.length > MOST_BYTES || !isWritten(content)) {
      return FileFacts.NONE;
    }
    names.clear();
    words.clear();
    WordReader.of(
        content,
        new WordReader.Sink() {
          @Override
          public void name(int hash) {
            names.add(hash, 1);
          }

          @Override
          public void word(int hash) {
            words.add(hash, 1);
          }
        });
    int[] all = words.numbers();
    byte[] counts = new byte[all.length];
    for (int i = 0; i < all.length; i++) {
      counts[i] = (byte) Math.min(Byte.MAX_VALUE, words.count(all[i]));
    }
    return new FileFacts(names.numbers(), all, counts, List.of());
  }

  /** Whether it is text, in lines as people write them. */
  private static boolean isWritten(byte[] content) {
    int lines = 1;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == 0 && i < BINARY_WITHIN) {
        return false;
      }
      lines += content[i] == '\n' ? 1 : 0;
    }
    return content.length < SHORT || content.length / lines <= MOST_BYTES_A_LINE;
  }
}
