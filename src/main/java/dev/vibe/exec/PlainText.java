package dev.vibe.exec;

import java.util.regex.Pattern;

/** Converter that makes what a program wrote for a terminal readable as text. Pure. */
final class PlainText {

  /** CSI with its parameters; OSC, DCS, SOS, PM and APC with their text; any other escape. */
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\x1B(?:\\[[0-?]*[ -/]*[@-~]?"
              + "|[\\]PX^_][^\\x07\\x1B]*+(?:\\x07|\\x1B\\\\)?"
              + "|[ -/]*[0-~]?)");

  private PlainText() {}

  /**
   * Takes out escape sequences and control characters but line feed and tab. Of a line that was
   * rewritten with carriage returns, as progress bars do, the last version stays.
   */
  static String of(String written) {
    String text = written.indexOf('\u001B') < 0 ? written : ESCAPE.matcher(written).replaceAll("");
    StringBuilder out = new StringBuilder(text.length());
    int lineStart = 0;
    boolean returned = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r') {
        returned = true;
      } else if (c == '\n') {
        out.append(c);
        lineStart = out.length();
        returned = false;
      } else if (c == '\t' || !Character.isISOControl(c)) {
        if (returned) {
          out.setLength(lineStart);
          returned = false;
        }
        out.append(c);
      }
    }
    return out.toString();
  }
}
