package dev.vibe.repl.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class EditorTest {

  @Test
  void typing_and_moving_edits_in_the_middle() {
    Editor editor = Editor.of("helo").left().insert("l").end().insert("!");

    assertEquals("hello!", editor.text());
    assertEquals(6, editor.cursor());
  }

  @Test
  void a_long_paste_is_folded_and_sent_in_full() {
    String pasted = "line\n".repeat(120);
    Editor editor = Editor.of("look: ").paste(pasted).insert(" ok");

    assertEquals("look: [pasted 120 lines] ok", editor.folded());
    assertEquals("look: " + pasted + " ok", editor.expanded());
  }

  @Test
  void a_folded_paste_goes_with_one_backspace() {
    Editor editor = Editor.of("a").paste("line\n".repeat(20)).backspace();

    assertEquals("a", editor.expanded());
  }

  @Test
  void a_short_paste_is_text() {
    assertEquals("a b\nc", Editor.of("a ").paste("b\nc").text());
  }

  @Test
  void combining_marks_go_with_their_letter() {
    Editor editor = Editor.of("xe\u0301");

    assertEquals("x", editor.backspace().text());
    assertEquals(1, editor.left().cursor());
  }

  @Test
  void joined_emoji_are_one_character() {
    assertEquals("a", Editor.of("a👩\u200d💻").backspace().text());
  }

  @Test
  void words_are_cut_and_put_back() {
    Editor editor = Editor.of("one two three").deleteWord();

    assertEquals("one two ", editor.text());
    assertEquals("one two three", editor.yank().text());
  }

  @Test
  void cuts_in_a_row_are_one_piece_and_others_are_kept() {
    Editor editor = Editor.of("one two three four").deleteWord().deleteWord().left().deleteWord();

    assertEquals("one  ", editor.text());
    assertEquals("one two ", editor.yank().text());
    assertEquals("one three four ", editor.yank().yankEarlier().text());
    assertEquals("one two ", editor.yank().yankEarlier().yankEarlier().text());
    assertEquals("one  ", editor.yankEarlier().text());
  }

  @Test
  void flags_are_moved_over_as_a_whole() {
    Editor editor = Editor.of("🇩🇪🇫🇷");

    assertEquals(4, editor.left().cursor());
    assertEquals("🇫🇷", editor.left().backspace().text());
  }

  @Test
  void up_and_down_keep_the_column() {
    Editor editor = Editor.of("abcd\nef\nghij");

    Editor up = editor.up();
    assertEquals(7, up.cursor());
    assertEquals(2, up.up().cursor());
    assertEquals(7, up.up().down().cursor());
    assertEquals(editor.text(), up.text());
  }

  @Test
  void the_cursor_never_stands_inside_of_a_character() {
    List<UnaryOperator<Editor>> moves =
        List.of(
            Editor::left,
            Editor::right,
            Editor::up,
            Editor::down,
            Editor::home,
            Editor::end,
            Editor::wordLeft,
            Editor::wordRight,
            Editor::backspace,
            Editor::delete,
            Editor::deleteWord,
            Editor::deleteWordRight,
            Editor::killToEnd,
            Editor::killToStart,
            Editor::yank,
            Editor::transpose,
            e -> e.insert("😀"),
            e -> e.insert("a\n"),
            e -> e.insert("漢 "),
            e -> e.paste("x\n".repeat(9)));
    Gen.forAll(
        "editor",
        200,
        random -> {
          Editor editor = Editor.EMPTY;
          for (int i = 0; i < 60; i++) {
            editor = moves.get(random.nextInt(moves.size())).apply(editor);
            assertTrue(editor.cursor() >= 0 && editor.cursor() <= editor.text().length());
            boolean splits =
                editor.cursor() < editor.text().length()
                    && Character.isLowSurrogate(editor.text().charAt(editor.cursor()));
            assertTrue(!splits, editor.toString());
          }
        });
  }
}
