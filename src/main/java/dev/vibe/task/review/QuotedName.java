package dev.vibe.task.review;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reader of a name as Git quotes it: as a string in C, with its bytes as octal numbers. */
final class QuotedName {

  private static final String LETTERS = "abtnvfr\"\\";
  private static final String MEANT = "\u0007\b\t\n\u000b\f\r\"\\";

  private QuotedName() {}

  /** The name without its quotes; what makes no sense stays as it is. */
  static String read(String quoted) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String inner = quoted.substring(1, quoted.length() - 1);
    int i = 0;
    while (i < inner.length()) {
      String next = inner.substring(i, Math.min(inner.length(), i + 4));
      int letter = next.length() > 1 ? LETTERS.indexOf(next.charAt(1)) : -1;
      if (next.matches("\\\\[0-3][0-7]{2}")) {
        bytes.write(Integer.parseInt(next.substring(1), 8));
        i += 4;
      } else if (next.startsWith("\\") && letter >= 0) {
        bytes.write(MEANT.charAt(letter));
        i += 2;
      } else {
        bytes.writeBytes(next.substring(0, 1).getBytes(StandardCharsets.UTF_8));
        i++;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
