package dev.vibe.repl.state;

import dev.vibe.approval.Question;
import dev.vibe.approval.QuestionBound;
import dev.vibe.effect.Effect;
import dev.vibe.repl.state.BlankRuns.Blank;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import dev.vibe.text.FileDiff;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import dev.vibe.view.DiffLines;
import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * View of a question as lines. Foreign text stands behind a bar on every line, wrapped by us and
 * not by the terminal, so that none of it can pass for the question itself. All of it is shown, up
 * to {@link QuestionBound}; blanks are counted where there are many.
 */
public final class QuestionView {

  private static final String BAR = "  │ ";

  private final Question question;
  private final boolean isCut;
  private final List<Text> texts = new ArrayList<>();
  private long chars;
  private int hidden;

  private QuestionView(Question question) {
    this.question = question;
    this.isCut = QuestionBound.isExceeded(question.effects());
  }

  /**
   * Line of the question before it is broken into rows.
   *
   * @param gutter stands before its first row, and blanks before the others
   */
  private record Text(Line gutter, Line line, Breaking breaking) {

    Text(Role role, String text, Breaking breaking) {
      this(Line.EMPTY, Line.of(role, text), breaking);
    }

    Role role() {
      return line.spans().isEmpty() ? Role.TEXT : line.spans().getFirst().role();
    }

    String text() {
      return line.text();
    }
  }

  private enum Breaking {
    ANYWHERE,
    BETWEEN_WORDS
  }

  /**
   * Row of the screen.
   *
   * @param source which line of the question it is a part of, from 0, whatever the width
   */
  record Row(Line line, int source) {}

  /** The question in one row, which always stays. */
  public static Line title(Question question, int columns) {
    return Line.of(Role.STRONG, "? " + Width.shorten(title(question), room(columns)));
  }

  private static String title(Question question) {
    return BlankRuns.counted(spelled(question.title())).replace('\t', '␉');
  }

  private static int room(int columns) {
    return Math.max(8, columns - 1 - Width.of(BAR));
  }

  /** What stands below the title. */
  static List<Row> rows(Question question, int columns) {
    int room = room(columns);
    List<Text> texts = texts(question, room);
    List<Row> rows = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      for (Line line : broken(texts.get(i), room)) {
        rows.add(new Row(Line.of(Role.TEXT, BAR).plus(line), i));
      }
    }
    return rows;
  }

  private static List<Text> texts(Question question, int room) {
    QuestionView view = new QuestionView(question);
    if (Width.of(title(question)) > room) {
      view.quote(Role.STRONG, question.title());
    }
    question.details().forEach(detail -> view.quote(Role.TEXT, detail));
    question.effects().forEach(view::effect);
    if (!question.consequences().isEmpty()) {
      view.remark("by its words: " + String.join("; ", question.consequences()));
    }
    view.remark("why it asks: " + question.reason());
    view.whatAnswersCover();
    return view.texts;
  }

  private static String spelled(String line) {
    return ControlChars.spelled(line).replace('\n', '␊');
  }

  private static List<Line> broken(Text text, int room) {
    if (text.breaking() == Breaking.BETWEEN_WORDS) {
      return text.line().wrapped(room);
    }
    Line gutter = text.gutter();
    Line blanks = Line.of(Role.FAINT, " ".repeat(gutter.width()));
    List<Line> rows = new ArrayList<>();
    for (Line row : text.line().broken(Math.max(1, room - gutter.width()))) {
      rows.add((rows.isEmpty() ? gutter : blanks).plus(row));
    }
    return rows;
  }

  private void effect(Effect effect) {
    switch (effect) {
      case Effect.Read(String path) -> quote(Role.TEXT, "reads " + path);
      case Effect.Write(String path, FileDiff diff) -> written(path, diff);
      case Effect.Delete(String path) -> quote(Role.TEXT, "deletes " + path);
      case Effect.Run run -> {
        String command = run.command();
        long count = command.lines().count();
        quote(
            Role.TEXT,
            "runs "
                + (count > 1 ? BlankRuns.number((int) count) + " lines " : "")
                + "in "
                + run.directory()
                + ", "
                + question.terms().confinement()
                + ":");
        block(command);
        arguments(Question.arguments(run));
      }
      case Effect.Call(String tool, Map<String, String> values) -> {
        quote(Role.TEXT, "calls " + tool + (values.isEmpty() ? "" : " with:"));
        values.forEach((name, value) -> block(name + ": " + value));
        tellHidden();
      }
      case Effect.Commit(String message, List<String> files) -> {
        quote(Role.TEXT, "commits " + Figures.count(files.size(), "file") + ":");
        block(message);
        files.forEach(file -> add(quoted(Role.TEXT, "  " + file)));
        tellHidden();
      }
    }
  }

  /** The counts are those of lines: of a change that has none, the details tell what it is. */
  private void written(String path, FileDiff diff) {
    boolean hasLines = !diff.hunks().isEmpty();
    String counts = hasLines ? "  +" + diff.added() + " -" + diff.removed() : "";
    quote(
        Role.TEXT, (diff.kind() == FileDiff.Kind.DELETED ? "deletes " : "writes ") + path + counts);
    if (question.isBrief()) {
      return;
    }
    List<Text> lines =
        new DiffLines(DiffLines.Form.WHOLE, Integer.MAX_VALUE)
            .rows(diff).stream().map(QuestionView::diffLine).toList();
    BlankRuns.counted(lines, QuestionView::blank, QuestionView::counting).forEach(this::add);
    tellHidden();
  }

  /** With the changed words marked, unless blanks had to be counted. */
  private static Text diffLine(DiffLines.Row row) {
    String text = row.content().text();
    if (!row.isCode()) {
      return new Text(row.gutter(), row.content(), Breaking.ANYWHERE);
    }
    String counted =
        text.charAt(0) + Width.expandTabs(BlankRuns.counted(text.substring(1)), Line.TAB);
    Role role = row.content().spans().getFirst().role();
    Line line = counted.equals(text) ? row.content() : Line.of(role, counted);
    return new Text(row.gutter(), line, Breaking.ANYWHERE);
  }

  private static Blank blank(Text diffLine) {
    String text = diffLine.text();
    return text.isEmpty() ? Blank.of("", "") : Blank.of(text.substring(0, 1), text.substring(1));
  }

  private static Text counting(Text first, String note) {
    String sign = first.text().isEmpty() ? "" : first.text().substring(0, 1);
    return new Text(first.gutter(), Line.of(first.role(), sign + note), first.breaking());
  }

  /** Many lines of foreign text. */
  private void block(String foreign) {
    List<Text> lines = new ArrayList<>();
    for (String line : foreign.split("\n", -1)) {
      String counted = BlankRuns.counted(ControlChars.spelled(line));
      lines.add(new Text(Role.STRONG, Width.expandTabs(counted, Line.TAB), Breaking.ANYWHERE));
    }
    BlankRuns.counted(
            lines,
            text -> Blank.of("", text.text()),
            (first, note) -> new Text(first.role(), note, first.breaking()))
        .forEach(this::add);
    tellHidden();
  }

  /** Where the text of a command misleads, what is really given to its programs. */
  private void arguments(List<String> arguments) {
    if (!arguments.isEmpty()) {
      quote(Role.TEXT, "an argument a line, as it is run:");
      arguments.forEach(argument -> add(quoted(Role.STRONG, "  " + argument)));
      tellHidden();
    }
  }

  /** One line of foreign text, whatever it holds. */
  private void quote(Role role, String foreign) {
    texts.add(quoted(role, foreign));
  }

  /** Whether a line that is edited looks like what it holds. */
  public static boolean isShownAsItIs(String text) {
    return BlankRuns.counted(ControlChars.spelled(text)).equals(text);
  }

  private static Text quoted(Role role, String foreign) {
    String counted = BlankRuns.counted(spelled(foreign));
    return new Text(role, Width.expandTabs(counted, Line.TAB), Breaking.ANYWHERE);
  }

  private void remark(String text) {
    for (String line : text.split("\n", -1)) {
      String counted = Width.expandTabs(BlankRuns.counted(spelled(line)), Line.TAB);
      texts.add(new Text(Role.FAINT, counted, Breaking.BETWEEN_WORDS));
    }
  }

  private void add(Text text) {
    chars += text.text().length();
    boolean fits = texts.size() < QuestionBound.MOST_LINES && chars <= QuestionBound.MOST_CHARS;
    if (fits || !isCut) {
      texts.add(text);
    } else {
      hidden++;
    }
  }

  private void tellHidden() {
    if (hidden > 0) {
      String lines = BlankRuns.number(hidden) + (hidden == 1 ? " line" : " lines");
      texts.add(new Text(Role.WARNING, "… " + lines + " not shown", Breaking.ANYWHERE));
      hidden = 0;
    }
  }

  /** A yes that covers more than what is seen says so before it is chosen. */
  private void whatAnswersCover() {
    if (question.lasting() != Question.Lasting.ONCE && question.command().isEmpty()) {
      boolean commits = question.effects().stream().allMatch(e -> e instanceof Effect.Commit);
      String covered =
          question
              .callsCovered()
              .map(ControlChars::spelled)
              .orElse(commits ? "every commit" : "every edit in the workspace");
      remark("this session: " + covered + ", unasked until you leave");
    }
    String limit = question.terms().limit();
    if (!limit.isEmpty()) {
      String what = question.lasting() == Question.Lasting.ONCE ? "only once: " : "no \"always\": ";
      remark(what + limit);
    }
  }

  /** The title and all that stands below it. */
  public static List<Line> lines(Question question, int columns) {
    List<Line> lines = new ArrayList<>();
    lines.add(title(question, columns));
    rows(question, columns).forEach(row -> lines.add(row.line()));
    return lines;
  }
}
