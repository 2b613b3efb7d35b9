package dev.vibe.repl.state;

import dev.vibe.approval.Question;
import dev.vibe.effect.Effect;
import dev.vibe.text.ControlChars;
import dev.vibe.text.FileDiff;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import dev.vibe.view.DiffLines;
import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;

/**
 * View of a question as lines. Foreign text stands behind a bar on every line, wrapped by us and
 * not by the terminal, so that none of it can pass for the question itself. Commands are shown
 * whole; diffs up to a limit.
 */
public final class QuestionView {

  private static final int DIFF_LINES = 400;
  private static final String BAR = "  │ ";

  private final Question question;
  private final int room;
  private final List<Line> lines = new ArrayList<>();

  private QuestionView(Question question, int columns) {
    this.question = question;
    this.room = Math.max(8, columns - 1 - Width.of(BAR));
  }

  public static List<Line> lines(Question question, int columns) {
    QuestionView view = new QuestionView(question, columns);
    String title = ControlChars.neutraliseLine(question.title());
    view.lines.add(Line.of(Role.STRONG, "? " + Width.shorten(title, view.room)));
    question.effects().forEach(view::effect);
    view.remark("why it asks: " + question.reason());
    if (!question.terms().limit().isEmpty()) {
      view.remark("no \"always\": " + question.terms().limit());
    }
    return view.lines;
  }

  /** The keys that answer, in words where there is room for them. */
  public static String choices(Question question, int room) {
    boolean session = question.lasting() != Question.Lasting.ONCE;
    boolean always = question.lasting() == Question.Lasting.ALWAYS;
    boolean edit = question.command().isPresent() || !question.proposed().isEmpty();
    String words =
        "[y]es"
            + (session ? " / yes, this [s]ession" : "")
            + (always ? " / [a]lways" : "")
            + " / [N]o"
            + (edit ? " / [e]dit" : "")
            + ": ";
    return Width.of(words) <= room
        ? words
        : "[y" + (session ? "/s" : "") + (always ? "/a" : "") + "/N" + (edit ? "/e" : "") + "]: ";
  }

  /** What a whole line may say that answers, where there are no keys. */
  public static String words(Question question) {
    boolean session = question.lasting() != Question.Lasting.ONCE;
    boolean always = question.lasting() == Question.Lasting.ALWAYS;
    boolean edit = question.command().isPresent() || !question.proposed().isEmpty();
    return "answer with a line (yes; "
        + (session ? "session: yes, in this session; " : "")
        + (always ? "always; " : "")
        + (edit ? "edit; " : "")
        + "no, or no and why): ";
  }

  private void effect(Effect effect) {
    switch (effect) {
      case Effect.Read(String path) -> quote("reads " + path);
      case Effect.Write(String path, FileDiff diff) -> {
        quote("writes " + path + "  +" + diff.added() + " -" + diff.removed());
        new DiffLines(DiffLines.Form.HEADERS, DIFF_LINES)
            .of(diff)
            .forEach(line -> quote(line.text(), line.spans().getFirst().role()));
      }
      case Effect.Delete(String path) -> quote("deletes " + path);
      case Effect.Run(String command, String directory) -> {
        quote("runs in " + directory + ", " + question.terms().confinement() + ":");
        quote(command, Role.STRONG);
      }
      case Effect.Commit(String message, List<String> files) -> {
        quote("commits:");
        quote(message, Role.STRONG);
        files.forEach(file -> quote("  " + file));
      }
    }
  }

  private void quote(String foreign) {
    quote(foreign, Role.TEXT);
  }

  private void quote(String foreign, Role role) {
    wrapped(foreign).forEach(line -> lines.add(Line.of(Role.TEXT, BAR).plus(role, line)));
  }

  /** Prose, which is broken between words. */
  private void remark(String text) {
    Line.foreign(Role.FAINT, text)
        .wrapped(room)
        .forEach(line -> lines.add(Line.of(Role.TEXT, BAR).plus(line)));
  }

  private List<String> wrapped(String foreign) {
    List<String> out = new ArrayList<>();
    for (String line : ControlChars.neutralise(foreign).split("\n", -1)) {
      String rest = Width.expandTabs(line, Line.TAB);
      do {
        String piece = Width.row(rest, room);
        out.add(piece);
        rest = rest.substring(piece.length());
      } while (!rest.isEmpty());
    }
    return out;
  }
}
