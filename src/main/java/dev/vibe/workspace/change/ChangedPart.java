package dev.vibe.workspace.change;

import dev.vibe.workspace.content.TextEncoding;
import java.util.Arrays;

/**
 * Part of two large contents that is worth comparing: the lines between their common beginning and
 * their common end, with some of those around. Keeps the memory that a diff takes small.
 */
final class ChangedPart {

  /** Smaller contents are compared as a whole. */
  private static final int LARGE = 1_000_000;

  /** As many as a diff shows. */
  private static final int CONTEXT = 3;

  private final int skippedLines;
  private final byte[] before;
  private final byte[] after;

  private ChangedPart(int skippedLines, byte[] before, byte[] after) {
    this.skippedLines = skippedLines;
    this.before = before;
    this.after = after;
  }

  /** How many lines of both come before it. */
  int skippedLines() {
    return skippedLines;
  }

  /** Must not be modified. */
  byte[] before() {
    return before;
  }

  /** Must not be modified. */
  byte[] after() {
    return after;
  }

  static ChangedPart of(byte[] before, byte[] after) {
    if (Math.max(before.length, after.length) < LARGE || isWide(before) || isWide(after)) {
      return new ChangedPart(0, before, after);
    }
    int same = Arrays.mismatch(before, after);
    if (same < 0) {
      return new ChangedPart(0, new byte[0], new byte[0]);
    }
    int start = same;
    for (int lines = 0; start > 0; start--) {
      if (before[start - 1] == '\n' && lines++ == CONTEXT) {
        break;
      }
    }
    int most = Math.min(before.length, after.length) - same;
    int left = 0;
    while (left < most && before[before.length - 1 - left] == after[after.length - 1 - left]) {
      left++;
    }
    for (int lines = 0; left > 0 && lines <= CONTEXT; left--) {
      lines += before[before.length - left] == '\n' ? 1 : 0;
    }
    int skipped = 0;
    for (int i = 0; i < start; i++) {
      skipped += before[i] == '\n' ? 1 : 0;
    }
    return new ChangedPart(
        skipped,
        Arrays.copyOfRange(before, start, before.length - left),
        Arrays.copyOfRange(after, start, after.length - left));
  }

  /** Two bytes make a character there, so that no byte alone ends a line. */
  private static boolean isWide(byte[] content) {
    return switch (TextEncoding.of(content)) {
      case UTF_16LE, UTF_16BE, UTF_16LE_BARE, UTF_16BE_BARE -> true;
      case UTF_8, UTF_8_BOM, LATIN_1, WINDOWS_1252, BROKEN_UTF_8, UNKNOWN -> false;
    };
  }
}
