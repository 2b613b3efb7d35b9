package dev.vibe.tool.builtin;

import dev.vibe.exec.ProcessResult.Output;
import java.util.Locale;

/** Rendering of a command's output as the model reads it. */
final class OutputText {

  private OutputText() {}

  /** Head, what is left out and where the whole is, tail. Never blank, no line end at the end. */
  static String of(Output output) {
    if (output.omittedBytes() == 0) {
      return output.head().isBlank() ? "(no output)" : output.head().stripTrailing();
    }
    String left =
        output.omittedLines() > 0
            ? count(output.omittedLines(), "line")
            : count(output.omittedBytes(), "byte");
    return output.head().stripTrailing()
        + "\n… "
        + left
        + " left out"
        + whole(output)
        + " …\n"
        + output.tail().stripTrailing();
  }

  private static String whole(Output output) {
    if (output.spilledTo().isEmpty()) {
      return "";
    }
    boolean all = output.spilledBytes() >= output.totalBytes();
    return (all
            ? "; the whole is in "
            : "; the first " + count(output.spilledBytes(), "byte") + " are in ")
        + output.spilledTo();
  }

  private static String count(long number, String unit) {
    return String.format(Locale.ROOT, "%,d %s%s", number, unit, number == 1 ? "" : "s");
  }
}
