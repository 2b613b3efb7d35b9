package dev.vibe.repl.state;

import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.text.Figures;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Glyphs;
import dev.vibe.view.Line;
import dev.vibe.view.RunLines;
import dev.vibe.view.Span;
import java.util.List;
import java.util.stream.Collectors;

/** Renderer of calls, a line each: what was done, how it ended, what came of it. */
public final class CallLines {

  /** How a run is shown on the screen. */
  static final RunLines RUN = new RunLines(Glyphs.SCREEN, Role.ACCENT);

  private static final String DENIED = "–";

  private CallLines() {}

  /** A call to which a person said no. */
  static Line denied(String title, String words) {
    return Line.of(
            new Span(Role.WARNING, DENIED + " "),
            Span.foreign(Role.WARNING, title),
            Span.foreign(Role.FAINT, "  " + words))
        .hanging(2);
  }

  /** Files that were read, on one line. */
  static List<Line> reads(List<Calls.Done> reads) {
    Calls.Done first = reads.getFirst();
    return List.of(
        reads.size() == 1
            ? head(first)
            : RUN.call(first.title() + " … " + lastWord(reads.getLast().title()))
                .plus(Role.FAINT, "  " + Figures.count(reads.size(), "file")));
  }

  private static String lastWord(String title) {
    return title.substring(title.indexOf(' ') + 1);
  }

  static Line said(String answer) {
    return answer.isEmpty() ? Line.EMPTY : Line.foreign(Role.FAINT, "  " + answer);
  }

  /** What it did, how it ended, what it gave. */
  static Line head(Calls.Done call) {
    Role role = call.hasFailed() ? Role.WARNING : Role.ACCENT;
    Line line =
        call.hasFailed()
            ? Line.of(new Span(role, sign(call) + " "), Span.foreign(role, call.title())).hanging(2)
            : RUN.call(call.title(), role);
    String ending = ending(call);
    return line.plus(call.hasFailed() ? role : Role.FAINT, ending.isEmpty() ? "" : "  " + ending)
        .plus(said(call.call().answer()));
  }

  private static String sign(Calls.Done call) {
    return call.result().outcome() == ToolResult.Outcome.DENIED ? DENIED : Glyphs.SCREEN.bad();
  }

  /** How a call ended, and what came of it. */
  private static String ending(Calls.Done call) {
    String took = Figures.duration(call.took());
    return switch (call.result().outcome()) {
      case OK ->
          call.exitCode().isPresent()
              ? "exit " + call.exitCode().getAsInt() + " · " + took + kept(call)
              : call.isCommand() ? took : size(call);
      case FAILED, INVALID -> call.isCommand() ? "failed · " + took : "failed";
      case DENIED -> "denied";
      case INTERRUPTED -> "interrupted · " + took;
    };
  }

  private static String kept(Calls.Done call) {
    return call.kept().isEmpty() ? "" : " · kept by the sandbox from " + call.kept();
  }

  private static String size(Calls.Done call) {
    if (call.found().isPresent()) {
      return found(call.found().get());
    }
    // Of edits of one reply that meet in one file the first has the diff of all.
    return call.call().isEdit()
        ? call.diffs().stream()
            .map(diff -> "+" + diff.added() + " -" + diff.removed())
            .collect(Collectors.joining(", "))
        : Figures.count((int) call.output().stripTrailing().lines().count(), "line");
  }

  private static String found(ToolFact.Found found) {
    return found.matches() == 0
        ? "nothing"
        : found.matches() == found.files()
            ? Figures.count(found.files(), "file")
            : found.matches() + " in " + Figures.count(found.files(), "file");
  }

  /** A call as a row to choose. */
  public static String row(Calls.Done call) {
    boolean isPlain = call.result().outcome() == ToolResult.Outcome.OK && !call.isCommand();
    return (isPlain ? "" : size(call) + " · ") + ending(call);
  }
}
