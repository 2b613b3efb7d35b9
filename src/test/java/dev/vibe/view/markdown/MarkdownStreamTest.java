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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** What the library makes of the whole text is what came of it line by line. */
  @Test
  void a_stream_gives_what_the_whole_text_would() {
    List<String> pool =
        """
        text
          more text
        - item
        1. first
        7) seventh
          - inner
           1. inner first
            code or text
        > quote
        > > deeper
        >
        ```
        ~~~ java
          ```
        ---
        ===
        # head
        | a | b |
        |---|--:|
        <div>
        <!--
        -->
        - [ ] task
        -
        *
        hard\\
        """
            .lines()
            .toList();
    Gen.forAll(
        "lines",
        600,
        random -> {
          List<String> lines = new ArrayList<>();
          for (int i = random.nextInt(14); i >= 0; i--) {
            lines.add(random.nextInt(4) == 0 ? "" : pool.get(random.nextInt(pool.size())));
          }
          List<Line> expected = new ArrayList<>();
          new Layout(lines).of(MarkdownStream.blocks(lines), 40).pieces().forEach(expected::addAll);
          List<Line> streamed = whole(String.join("\n", lines) + "\n", 40);

          assertEquals(texts(expected), texts(streamed), () -> String.join("\n", lines));
        });
  }

  @Test
  void quotes_are_marked_as_deep_as_they_are() {
    assertEquals(
        List.of("│ one", "│", "│ │ two", "│ │", "│ │ • three"),
        texts(whole("> one\n>> two\n>> - three\n", 40)).stream()
            .map(String::stripTrailing)
            .toList());
  }

  @Test
  void hard_breaks_break() {
    assertEquals(
        List.of("one", "two", "three four"), texts(whole("one  \ntwo\\\nthree\nfour\n", 40)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cp ~/a:~/b here",
        "see HEAD~1 and HEAD~2.",
        "from ~5 (~6) on",
        "in ~/x (~/y) only",
        "not ~this~ one"
      })
  void one_tilde_strikes_nothing_through(String text) {
    assertEquals(List.of(Line.of(Role.TEXT, text)), whole(text + "\n", 40));
  }

  @Test
  void what_is_struck_through_shows_so_without_colour_too() {
    Line line = whole("was ~~old~~ new\n", 40).getFirst();

    assertEquals("was ~old~ new", line.text());
    assertTrue(line.spans().stream().anyMatch(span -> span.role() == Role.STRUCK));
  }

  @Test
  void lists_are_nested_and_numbered_as_they_are_meant() {
    assertEquals(
        List.of("1. one", "   • in", "     and on", "2. two", "", "3. three"),
        texts(whole("1. one\n   - in  \n     and on\n1. two\n\n1. three\n", 40)));
  }

  @Test
  void tasks_show_whether_they_are_done() {
    assertEquals(
        List.of("[x] done", "[ ] to do, and so", "    on"),
        texts(whole("- [x] done\n- [ ] to do, and so on\n", 18)));
  }

  @Test
  void code_inside_of_a_list_stands_below_its_item() {
    assertEquals(
        List.of("1. Run:", "     sh", "     ls -l", "   then look", "2. Go on"),
        texts(whole("1. Run:\n   ```sh\n   ls -l\n   ```\n   then look\n2. Go on\n", 40)));
  }

  @Test
  void code_that_is_too_long_keeps_its_column_and_loses_nothing() {
    List<String> rows = texts(whole("```\n\tif (a) { return b; }\n```\n", 16));

    assertEquals(List.of("      if (a) { r", "  eturn b; }"), rows);
  }

  @Test
  void tabs_are_blanks() {
    assertEquals(List.of("a   b"), texts(whole("a\tb\n", 40)));
  }

  @Test
  void a_line_that_may_become_something_else_waits() {
    assertEquals(List.of(), MarkdownStream.EMPTY.feed("Title\n", 40).done());
    assertEquals(List.of("Title"), texts(MarkdownStream.EMPTY.feed("Title\n===\n", 40).done()));
    assertEquals(List.of("• one"), texts(MarkdownStream.EMPTY.feed("- one\n- two\n", 40).done()));
  }

  @Test
  void definitions_of_links_are_shown() {
    assertEquals(
        List.of("see [x]", "", "[x]: /there \"a", "title\""),
        texts(whole("see [x]\n\n[x]: /there \"a\ntitle\"\n", 40)));
  }

  @Test
  void links_tell_where_they_lead() {
    assertEquals(
        List.of("docs (https://a.example) and https://b.example and picture (p.png)"),
        texts(
            whole("[docs](https://a.example) and <https://b.example> and ![picture](p.png)", 90)));
  }

  @Test
  void markup_of_pages_is_shown_as_it_is_but_for_a_break() {
    assertEquals(
        List.of("<b>x</b>", "y & z", "", "<details>"),
        texts(whole("<b>x</b><br>y &amp; z\n\n<details>", 40)));
  }

  @Test
  void cells_of_a_wide_table_are_broken() {
    String table =
        """
        | name | what it does | n |
        |:-----|:------------:|--:|
        | alpha | reads the whole file and tells its lines | 7 |
        | beta | `a \\| b`<br>second | 12 |
        """;

    assertEquals(
        List.of(
            "name       what it does       n",
            "─────  ────────────────────  ──",
            "alpha  reads the whole file   7",
            "       and tells its lines",
            "beta          a | b          12",
            "              second"),
        texts(whole(table, 31)).stream().map(String::stripTrailing).toList());
  }

  @Test
  void a_table_without_room_for_its_columns_is_a_list() {
    String table =
        "| name | what it does | why |\n|---|---|---|\n| alpha | "
            + "word ".repeat(12)
            + "|"
            + " so ".repeat(9)
            + "|\n";
    List<Line> lines = whole(table, 25);

    assertEquals("- name: alpha", lines.getFirst().text());
    assertTrue(lines.stream().allMatch(line -> line.width() <= 25), texts(lines).toString());
  }

  @Test
  void nothing_nests_too_deep() {
    String deep = ">".repeat(20_000) + "- ".repeat(20_000) + "x\n" + "*".repeat(50_000) + "a";

    assertTrue(whole(deep, 40).stream().allMatch(line -> line.width() <= 40));
  }

  @Test
  void of_a_block_without_end_nothing_is_lost() {
    List<String> lines = texts(whole("- x\n".repeat(2500), 40));

    assertEquals(2500, lines.stream().filter("• x"::equals).count());
    assertEquals(2502, lines.size(), "what follows so many lines begins anew");
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
