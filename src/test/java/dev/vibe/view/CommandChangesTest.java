package dev.vibe.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.text.FileDiff;
import dev.vibe.text.FileDiff.Kind;
import dev.vibe.text.FileDiff.Mark;
import dev.vibe.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommandChangesTest {

  private static final CommandChanges CHANGES =
      new CommandChanges(
          new RunLines(Glyphs.SCREEN, Role.ACCENT), new DiffLines(DiffLines.Form.NUMBERS, 60));

  private static List<String> told(List<FileDiff> diffs) {
    return CHANGES.lines(diffs).stream().map(Line::text).toList();
  }

  private static FileDiff diff(Kind kind, String path, String text) {
    Mark mark = kind == Kind.DELETED ? Mark.REMOVED : Mark.ADDED;
    FileDiff.Line line = new FileDiff.Line(mark, text, false);
    int old = kind == Kind.CREATED ? 0 : 1;
    int now = kind == Kind.DELETED ? 0 : 1;
    FileDiff.Hunk hunk = new FileDiff.Hunk(old, old, now, now, List.of(line));
    return new FileDiff(path, kind, List.of(hunk), now, kind == Kind.DELETED ? 1 : 0);
  }

  @Test
  void each_is_called_what_became_of_it() {
    assertEquals(
        List.of("• create a  +1 -0", "• move old/b to new/b", "• delete c  +0 -1"),
        told(
            List.of(
                diff(Kind.CREATED, "a", "text"),
                diff(Kind.DELETED, "c", "other"),
                diff(Kind.CREATED, "new/b", "same"),
                diff(Kind.DELETED, "old/b", "same"))));
  }

  @Test
  void what_builds_and_caches_hold_is_one_counted_line() {
    assertEquals(
        List.of("• create a.py  +1 -0", "• 3 files of builds and caches  not listed"),
        told(
            List.of(
                diff(Kind.CREATED, "__pycache__/a.cpython-312.pyc", "x"),
                diff(Kind.CREATED, "a.py", "text"),
                diff(Kind.CREATED, "src/b.pyc", "x"),
                diff(Kind.CREATED, "target/classes/A.class", "x"))));
  }

  @Test
  void few_changes_are_shown_and_many_are_named() {
    assertEquals(
        List.of("• change a  +1 -0", "  1 + text"), told(List.of(diff(Kind.CHANGED, "a", "text"))));

    List<FileDiff> many = new ArrayList<>();
    IntStream.range(10, 35).forEach(i -> many.add(diff(Kind.CHANGED, "f" + i, "text")));
    List<String> lines = told(many);
    assertEquals(21, lines.size());
    assertEquals("• and 5 more files", lines.getLast());
  }
}
