package dev.vibe.lsp.server;

import dev.vibe.lsp.wire.Diagnostic;
import dev.vibe.lsp.wire.TextRange;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Framing;
import dev.vibe.text.QuotedName;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Wish that a command brings, as the model is told of it. */
sealed interface Wish {

  /** More of a selection is not repeated; the model can read the file. */
  int MOST_SHOWN = 20_000;

  /** What people see of it while it is done. */
  String title();

  /** The prompt. */
  String prompt();

  /** The findings of some program are to go. */
  record Fix(String file, List<Diagnostic> found) implements Wish {
    @Override
    public String title() {
      return "fix " + file;
    }

    @Override
    public String prompt() {
      StringBuilder text = new StringBuilder();
      for (Diagnostic each : found) {
        text.append("- line ").append(each.range().start().line() + 1).append(": ");
        text.append(each.severity().name().toLowerCase(Locale.ROOT));
        String by = (each.source() + " " + each.code()).strip();
        if (!by.isEmpty()) {
          text.append(" [").append(ControlChars.neutraliseLine(by)).append(']');
        }
        text.append(": ").append(ControlChars.neutralise(each.message())).append('\n');
      }
      String these = found.size() == 1 ? "this finding" : "these findings";
      return "Fix "
          + these
          + " in "
          + file
          + ", and change nothing else:\n"
          + Framing.of("findings", "", text.toString());
    }
  }

  /** What is wrong is still to be found out. */
  record FixLines(String file, TextRange range) implements Wish {
    @Override
    public String title() {
      return "fix " + file;
    }

    @Override
    public String prompt() {
      return "The user's editor shows that something is wrong in "
          + file
          + ", "
          + lines(range)
          + ". Find out what: read it, and run the compiler or linter that this project uses. Fix"
          + " that, and change nothing else.";
    }
  }

  private static String lines(TextRange range) {
    int first = range.start().line() + 1;
    int last = range.end().line() + 1;
    return first == last ? "line " + first : "lines " + first + " to " + last;
  }

  /** Something is to be done to a selection. */
  record Edit(String file, TextRange range, String selected, String instruction) implements Wish {
    @Override
    public String title() {
      return "edit " + file;
    }

    @Override
    public String prompt() {
      String shown =
          selected.length() <= MOST_SHOWN
              ? Framing.of("selection", "", ControlChars.neutralise(selected))
              : "(It is long; read it in the file.)";
      return "In "
          + file
          + ", this is selected ("
          + lines(range)
          + "):\n"
          + shown
          + "\n\nDo this to the"
          + " selection, and change nothing else unless that needs it:\n"
          + instruction;
    }
  }

  /** A comment says what is to be done. */
  record Marked(String file, MarkerComment marker) implements Wish {
    @Override
    public String title() {
      return ControlChars.neutraliseLine(marker.wish());
    }

    @Override
    public String prompt() {
      return "In "
          + file
          + ", line "
          + (marker.line() + 1)
          + " has a comment of the user that asks for a change of the code beside it:\n"
          + marker.wish()
          + "\n\nDo that, and remove the comment.";
    }
  }

  /**
   * A test is to pass.
   *
   * @param file that is open
   * @param line from 0
   */
  record FixTest(String file, int line) implements Wish {
    @Override
    public String title() {
      return "fix the failing test";
    }

    @Override
    public String prompt() {
      return "A test fails. The user is in "
          + file
          + " at line "
          + (line + 1)
          + ". If that is a test, run it; otherwise run the tests of what is there. Find the cause"
          + " of the failure, fix it where it is wrong, and run the test again until it passes. Do"
          + " not weaken the test.";
    }
  }

  /** What was changed is to be committed. */
  record Commit() implements Wish {
    @Override
    public String title() {
      return "commit";
    }

    @Override
    public String prompt() {
      return "Commit the changes in this repository: look at what is staged, or at all changes when"
          + " nothing is, and commit that with a message in the style of the last commits. Change"
          + " no file, and do not push.";
    }
  }

  /** How the model may name a file. */
  static String name(Path folder, Path file) {
    String name =
        file.startsWith(folder)
            ? folder.relativize(file).toString().replace('\\', '/')
            : file.toString();
    return QuotedName.of(name);
  }
}
