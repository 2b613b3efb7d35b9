package dev.vibe.view.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import dev.vibe.text.Palette;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownStreamTest {

  private static final String TEXT =
      """
      # Title

      Some **bold** text with `code`
      over two lines.
      - one
      - two
        goes on

      1. first
      ```python
      def f(x):  # why
          return "a"
      ```
      | a | b |
      |---|---|
      | 1 | two |

      > quoted
      ---
      Done.
      """;

  private static List<Line> whole(String text, int columns) {
    MarkdownStream.Fed fed = MarkdownStream.EMPTY.feed(text, columns);
    List<Line> lines = new ArrayList<>(fed.done());
    lines.addAll(fed.stream().end(columns));
    return lines;
  }

  private static List<String> texts(List<Line> lines) {
    return lines.stream().map(Line::text).toList();
  }

  @Test
  void blocks_are_laid_out() {
    assertEquals(
        List.of(
            "Title",
            "",
            "Some bold text with code over two lines.",
            "",
            "• one",
            "• two goes on",
            "",
            "1. first",
            "",
            "  python",
            "  def f(x):  # why",
            "      return \"a\"",
            "",
            "a  b",
            "─  ───",
            "1  two",
            "",
            "│ quoted",
            "",
            "─".repeat(40),
            "",
            "Done."),
        texts(whole(TEXT, 60)));
  }

  @Test
  void any_cut_into_pieces_gives_the_same() {
    List<Line> expected = whole(TEXT, 50);
    Gen.forAll(
        "pieces",
        200,
        random -> {
          MarkdownStream stream = MarkdownStream.EMPTY;
          List<Line> lines = new ArrayList<>();
          int at = 0;
          while (at < TEXT.length()) {
            int end = Math.min(TEXT.length(), at + 1 + random.nextInt(12));
            MarkdownStream.Fed fed = stream.feed(TEXT.substring(at, end), 50);
            lines.addAll(fed.done());
            stream = fed.stream();
            at = end;
          }
          lines.addAll(stream.end(50));
          assertEquals(texts(expected), texts(lines));
        });
  }

  @Test
  void an_open_paragraph_waits_but_can_be_seen() {
    MarkdownStream.Fed fed = MarkdownStream.EMPTY.feed("half a sen", 40);

    assertEquals(List.of(), fed.done());
    assertEquals(List.of("half a sen"), texts(fed.stream().tail(40)));
  }

  @Test
  void whole_lines_of_open_code_are_done() {
    MarkdownStream.Fed fed = MarkdownStream.EMPTY.feed("```sh\nls -l\nec", 40);

    assertEquals(List.of("  sh", "  ls -l"), texts(fed.done()));
  }

  @Test
  void nothing_that_a_terminal_would_obey_comes_through() {
    List<Line> lines = whole("a \u001b[2J **b\u001b]0;x\u0007** \n```\n\u001b[31m\r\n```\n", 60);

    assertFalse(lines.stream().anyMatch(line -> line.paint(Palette.PLAIN).indexOf('\u001b') >= 0));
  }

  @Test
  void keywords_texts_and_comments_are_told_apart() {
    Highlighter.Highlighted lit = Highlighter.of("java").line("int x = 1; // \"no\"");

    assertEquals(Role.KEYWORD, lit.spans().getFirst().role());
    assertEquals(Role.COMMENT, lit.spans().getLast().role());
  }

  @Test
  void a_comment_may_span_lines() {
    Highlighter.Highlighted first = Highlighter.of("java").line("a /* b");
    Highlighter.Highlighted second = first.next().line("c */ int");

    assertEquals(Role.COMMENT, second.spans().getFirst().role());
    assertEquals("c */", second.spans().getFirst().text());
    assertEquals(Role.KEYWORD, second.spans().getLast().role());
  }

  @Test
  void every_known_language_can_be_made() {
    for (String name : List.of("python", "java", "js", "sh", "json", "rust", "sql", "yaml")) {
      assertNotSame(Language.NONE, Language.named(name), name);
    }
  }

  @Test
  void a_wide_table_is_stacked_on_a_narrow_screen() {
    String table = "| name | what it does |\n|---|---|\n| alpha | " + "word ".repeat(12) + "|\n";
    List<Line> lines = whole(table, 30);

    assertEquals("- name: alpha", lines.getFirst().text());
    assertTrue(lines.stream().allMatch(line -> line.width() <= 30), texts(lines).toString());
  }

  @Test
  void laid_out_text_fits_any_width() {
    for (int columns = 12; columns < 60; columns++) {
      int room = columns;
      assertTrue(
          whole(TEXT.replaceAll("(?s)```.*?```\n", "").replace("─", ""), room).stream()
              .filter(line -> !line.text().startsWith("─"))
              .allMatch(line -> line.width() <= room),
          "at " + columns);
    }
  }
}
