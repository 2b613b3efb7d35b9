package dev.vibe.verify;

import dev.vibe.text.ControlChars;
import dev.vibe.text.QuotedName;
import java.util.Comparator;

/**
 * Finding of a compiler or a language server about a place in a file.
 *
 * @param file as people see it
 * @param line from 1
 * @param column from 1
 * @param rule that was broken, or empty
 * @param source who found it
 * @param message in its words
 */
public record CodeFinding(
    String file,
    int line,
    int column,
    Severity severity,
    String rule,
    String source,
    String message) {

  /** Errors first, then by place. */
  static final Comparator<CodeFinding> ORDER =
      Comparator.comparing(CodeFinding::severity)
          .thenComparing(CodeFinding::file)
          .thenComparingInt(CodeFinding::line)
          .thenComparingInt(CodeFinding::column);

  private static final int MOST_MESSAGE = 240;
  private static final int MOST_RULE = 60;

  /** How bad it is; less than a warning is not told. */
  public enum Severity {
    ERROR("error"),
    WARNING("warning");

    private final String word;

    Severity(String word) {
      this.word = word;
    }
  }

  /** One line, without characters that do something, and of bounded length. */
  String shown() {
    String from = cut((source + " " + rule).strip(), MOST_RULE);
    return QuotedName.of(file)
        + ":"
        + line
        + ":"
        + column
        + ": "
        + severity.word
        + ": "
        + cut(message, MOST_MESSAGE)
        + (from.isEmpty() ? "" : " (" + from + ")");
  }

  private static String cut(String text, int most) {
    String line =
        ControlChars.neutraliseLine(text.strip().replaceAll("[\\s\\h]*\\R[\\s\\h]*", "; "));
    return line.codePointCount(0, line.length()) <= most
        ? line
        : line.substring(0, line.offsetByCodePoints(0, most)) + "…";
  }

  /** What two findings share that are the same but for their place. */
  Kind kind() {
    return new Kind(file, severity, rule, source, message);
  }

  /** All but the place. */
  record Kind(String file, Severity severity, String rule, String source, String message) {}
}
