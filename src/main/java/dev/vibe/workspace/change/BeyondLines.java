package dev.vibe.workspace.change;

import dev.vibe.text.FileDiff;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Content.Mode;
import dev.vibe.workspace.content.Loaded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Part of a change that no line of a diff tells. Pure. */
record BeyondLines(Content before, Content after) {

  /** In words, a line each; of a change of lines alone nothing. */
  List<String> told(FileDiff diff) {
    List<String> told = new ArrayList<>();
    boolean wasText = isText(before);
    boolean isText = isText(after);
    if (!wasText || !isText) {
      told.add("not shown, for it is no text: " + kind(before) + " become " + kind(after));
    } else if (diff.hunks().isEmpty() && !diff.kind().equals(FileDiff.Kind.CHANGED)) {
      told.add("the file is empty");
    } else if (diff.hunks().isEmpty() && !sameBytes()) {
      told.add(
          "the same text in other bytes (its encoding or byte order mark): "
              + kind(before)
              + " become "
              + kind(after));
    }
    if (mode(after) == Mode.EXECUTABLE && mode(before) != Mode.EXECUTABLE) {
      told.add("it becomes a program that can be run (mode 755)");
    }
    if (mode(after) == Mode.PLAIN
        && before instanceof Content.Present
        && mode(before) != Mode.PLAIN) {
      told.add("it can no longer be run as a program (mode 644)");
    }
    return told;
  }

  private boolean sameBytes() {
    return before instanceof Content.Present a
        && after instanceof Content.Present b
        && Arrays.equals(a.bytes(), b.bytes());
  }

  private static boolean isText(Content content) {
    return switch (content) {
      case Content.Absent absent -> true;
      case Content.Present present -> Loaded.decode("", present.bytes()) instanceof Loaded.Text;
    };
  }

  private static Mode mode(Content content) {
    return switch (content) {
      case Content.Absent absent -> Mode.AS_IT_IS;
      case Content.Present present -> present.mode();
    };
  }

  private static String kind(Content content) {
    return switch (content) {
      case Content.Absent absent -> "0 bytes";
      case Content.Present present ->
          String.format(
              Locale.ROOT,
              "%,d bytes%s",
              present.bytes().length,
              isText(content) ? " of text" : "");
    };
  }
}
