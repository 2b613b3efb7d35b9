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
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c != '\\' || i + 1 == inner.length()) {
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      i++;
      int letter = LETTERS.indexOf(inner.charAt(i));
      if (letter >= 0) {
        bytes.write(MEANT.charAt(letter));
      } else if (i + 3 <= inner.length() && inner.substring(i, i + 3).matches("[0-3][0-7]{2}")) {
        bytes.write(Integer.parseInt(inner.substring(i, i + 3), 8));
        i += 2;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
