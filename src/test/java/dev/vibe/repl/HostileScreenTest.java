package dev.vibe.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.vibe.approval.Question;
import dev.vibe.effect.Effect;
import dev.vibe.repl.live.Live;
import dev.vibe.repl.state.QuestionView;
import dev.vibe.terminal.ScreenGuard;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Palette;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.QuotedName;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.view.DiffLines;
import dev.vibe.view.Line;
import dev.vibe.view.markdown.MarkdownStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.builtins.ScreenTerminal;
import org.junit.jupiter.api.Test;

/**
 * Tests of hostile texts on each way to the screen, through an emulator: nothing around them is
 * touched, no colour stays, the cursor is where it should be, and what is shown is the text that
 * was made harmless. A character outside of the first plane has no cell in this emulator.
 */
class HostileScreenTest {

  private static final Path TABLE = Path.of("src/test/resources/screen/hostile.txt");

  private static final Pattern ESCAPED = Pattern.compile("\\\\(?:u\\{([0-9a-f]+)}|(.))");

  private static final int COLUMNS = 100;
  private static final int ROWS = 60;

  /** Above and below what is printed. */
  private static final int MOST_ROWS = ROWS - 3;

  private static final String ABOVE = "above " + "=".repeat(COLUMNS - 6);
  private static final String BELOW = "below " + "=".repeat(COLUMNS - 7);

  /** Parts of colours that are vibe's own. */
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private static final String INVISIBLE =
      "\u200b\u200c\u200e\u200f\u2028\u2029\u2060\u061c\u00ad\ufeff\u3164";

  private record Hostile(String kind, String text) {}

  private static List<Hostile> table() throws IOException {
    List<Hostile> all = new ArrayList<>();
    for (String row : Files.readAllLines(TABLE)) {
      if (!row.startsWith("#")) {
        String[] cells = row.split("\t", -1);
        int times = cells.length == 3 ? Integer.parseInt(cells[2]) : 1;
        all.add(new Hostile(cells[0], unescaped(cells[1]).repeat(times)));
      }
    }
    return all;
  }

  private static String unescaped(String text) {
    Matcher escaped = ESCAPED.matcher(text);
    StringBuilder out = new StringBuilder();
    while (escaped.find()) {
      String point = escaped.group(1);
      int code =
          point != null
              ? Integer.parseInt(point, 16)
              : switch (escaped.group(2).charAt(0)) {
                case 'e' -> 0x1b;
                case 'a' -> 7;
                case 'n' -> '\n';
                case 'r' -> '\r';
                default -> '\\';
              };
      escaped.appendReplacement(out, Matcher.quoteReplacement(new String(new int[] {code}, 0, 1)));
    }
    return escaped.appendTail(out).toString();
  }

  @Test
  void the_table_has_texts_of_many_kinds() throws IOException {
    List<Hostile> all = table();
    assertTrue(all.size() >= 300, all.size() + " texts");
    assertTrue(all.stream().map(Hostile::kind).distinct().count() >= 60);
    assertEquals(all.size(), all.stream().map(Hostile::text).distinct().count(), "each is another");
  }

  @Test
  void printed_lines() throws IOException {
    all("a printed line", text -> List.of(Line.foreign(Role.STRONG, text)));
  }

  @Test
  void questions() throws IOException {
    all(
        "a question about a command",
        text ->
            QuestionView.lines(
                new Question(
                    "run " + text,
                    List.of(new Effect.Run(text, "/w/" + text), new Effect.Delete(text)),
                    "because of " + text),
                COLUMNS));
  }

  @Test
  void changes() throws IOException {
    all(
        "the lines of a change",
        text ->
            new DiffLines(DiffLines.Form.NUMBERS, 100)
                .of(UnifiedDiff.between("f/" + text, "a " + text + "\n", "b " + text + "\n")));
  }

  @Test
  void answers() throws IOException {
    all(
        "an answer",
        text -> {
          MarkdownStream.Fed fed =
              MarkdownStream.EMPTY.feed("**b** " + text + "\n\n```\n" + text + "\n```\n", COLUMNS);
          List<Line> lines = new ArrayList<>(fed.done());
          lines.addAll(fed.stream().end(COLUMNS));
          return lines;
        });
  }

  @Test
  void names() throws IOException {
    all(
        "the name of a file",
        text -> List.of(Line.foreign(Role.TEXT, "in " + QuotedName.of(text))));
  }

  /** As they come to a terminal that is no session's, whoever forgot to make them harmless. */
  @Test
  void what_is_printed_as_it_is() throws IOException {
    for (Hostile hostile : table()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new PrintStream(new ScreenGuard(out), true, StandardCharsets.UTF_8).println(hostile.text());
      String written = out.toString(StandardCharsets.UTF_8);
      String shown = COLOUR.matcher(written).replaceAll("");
      assertHarmless(hostile, shown.replace("\n", ""));
      byte[] sent = hostile.text().getBytes(StandardCharsets.UTF_8); // no stray halves
      String text = new String(sent, StandardCharsets.UTF_8);
      assertEquals(
          ControlChars.neutralise(COLOUR.matcher(text).replaceAll("") + "\n"),
          shown,
          hostile.kind());
    }
  }

  @Test
  void what_comes_in_pieces_is_guarded_as_what_comes_at_once() throws IOException {
    for (Hostile hostile : table()) {
      if (hostile.text().length() > 100 || hostile.kind().startsWith("marks")) {
        continue; // marks are counted in a piece
      }
      String text = "é\u001b[1mbold\u001b[0m漢" + hostile.text() + "\r\u001b[K. ";
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      ByteArrayOutputStream pieces = new ByteArrayOutputStream();
      ScreenGuard one = new ScreenGuard(whole);
      one.write(text.getBytes(StandardCharsets.UTF_8));
      one.flush();
      ScreenGuard other = new ScreenGuard(pieces);
      for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
        other.write(each);
      }
      other.flush();
      assertTrue(pieces.toString(StandardCharsets.UTF_8).contains("\u001b[1mbold\u001b[0m漢"));
      String shown = COLOUR.matcher(pieces.toString(StandardCharsets.UTF_8)).replaceAll("");
      assertHarmless(
          hostile, shown.replace("\r\u001b[K", "").replace("\n", "").replace("\u0007", ""));
      assertTrue(whole.toString(StandardCharsets.UTF_8).endsWith("\r\u001b[K. "), hostile.kind());
    }
  }

  private static void all(String way, Function<String, List<Line>> lines) throws IOException {
    for (Hostile hostile : table()) {
      show(way, hostile, lines.apply(hostile.text()));
    }
  }

  private static void show(String way, Hostile hostile, List<Line> lines) {
    String what = way + ": " + hostile.kind();
    lines.forEach(line -> assertHarmless(hostile, line.text()));
    List<String> expected = new ArrayList<>();
    expected.add(ABOVE);
    lines.forEach(line -> expected.addAll(cells(line.text())));
    expected.add(BELOW);
    if (expected.size() > MOST_ROWS) {
      return; // what would leave the screen at its top is only looked at above
    }
    ScreenTerminal terminal = new ScreenTerminal(COLUMNS, ROWS);
    InlineScreen screen = new InlineScreen(Palette.ANSI);
    List<Line> printed = new ArrayList<>(List.of(Line.of(Role.TEXT, ABOVE)));
    printed.addAll(lines);
    Live below = new Live(List.of(Line.of(Role.TEXT, BELOW)), 0, 3, "");
    terminal.write(screen.frame(printed, below, COLUMNS));

    long[] grid = new long[COLUMNS * ROWS];
    int[] cursor = new int[2];
    terminal.dump(grid, 0, 0, ROWS, COLUMNS, cursor);
    for (int row = 0; row < ROWS; row++) {
      String wanted = row < expected.size() ? expected.get(row) : "";
      assertEquals(wanted.stripTrailing(), row(grid, row).stripTrailing(), what + ", row " + row);
    }
    int last = (expected.size() - 1) * COLUMNS;
    for (int column = 0; column < COLUMNS - 1; column++) {
      assertEquals(0, grid[column] >>> 32, what + ": colour above");
      assertEquals(0, grid[last + column] >>> 32, what + ": colour below");
    }
    assertEquals(List.of(3, expected.size() - 1), List.of(cursor[0], cursor[1]), what);
  }

  /** One for each character that this emulator has a cell for, in rows. */
  private static List<String> cells(String text) {
    StringBuilder cells = new StringBuilder();
    text.chars().filter(c -> !Character.isSurrogate((char) c)).forEach(c -> cells.append((char) c));
    List<String> rows = new ArrayList<>();
    for (int at = 0; at == 0 || at < cells.length(); at += COLUMNS) {
      rows.add(cells.substring(at, Math.min(cells.length(), at + COLUMNS)));
    }
    return rows;
  }

  private static String row(long[] grid, int row) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < COLUMNS; column++) {
      text.append((char) (grid[row * COLUMNS + column] & 0xFFFF));
    }
    return text.toString();
  }

  /** By a list of its own, not by what made it harmless. */
  private static void assertHarmless(Hostile hostile, String shown) {
    int marks = 0;
    for (int i = 0; i < shown.length(); ) {
      int point = shown.codePointAt(i);
      marks = Character.getType(point) == Character.NON_SPACING_MARK ? marks + 1 : 0;
      boolean isControl = point < 0x20 || (point >= 0x7F && point <= 0x9F);
      boolean reorders =
          (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
      boolean hides = INVISIBLE.indexOf(point) >= 0 || (point >= 0xE0000 && point <= 0xE0FFF);
      boolean isHalf = point >= 0xD800 && point <= 0xDFFF;
      if (isControl || reorders || hides || isHalf || marks > 8) {
        fail(hostile.kind() + ": U+" + Integer.toHexString(point) + " in " + shown);
      }
      i += Character.charCount(point);
    }
  }
}
