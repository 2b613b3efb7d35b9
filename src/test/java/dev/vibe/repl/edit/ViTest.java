package dev.vibe.repl.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViTest {

  /** The text with a bar where the cursor is. */
  private static String after(String keys, String text) {
    Editor editor = Editor.of(text.replace("|", "").replace("/", "\n"));
    Editor placed = editor.at(text.indexOf('|'));
    Vi.Pressed pressed = new Vi.Pressed(new Vi(Vi.Mode.NORMAL, ""), placed);
    for (int i = 0; i < keys.length(); i++) {
      String key = keys.substring(i, i + 1);
      pressed =
          pressed.vi().isNormal()
              ? pressed.vi().letter(key, pressed.editor())
              : new Vi.Pressed(pressed.vi(), pressed.editor().insert(key));
    }
    String out = pressed.editor().text();
    int cursor = pressed.editor().cursor();
    return (out.substring(0, cursor) + "|" + out.substring(cursor)).replace('\n', '/');
  }

  @ParameterizedTest
  @CsvSource({
    "l,       o|ne two,      on|e two",
    "h,       |one,          |one",
    "w,       |one two,      one |two",
    "w,       one |two,      one tw|o",
    "b,       one t|wo,      one |two",
    "e,       |one two,      on|e two",
    "e,       on|e two,      one tw|o",
    "0,       one t|wo,      |one two",
    "$,       |one two,      one tw|o",
    "x,       o|ne,          o|e",
    "x,       on|e,          o|n",
    "dw,      |one two,      |two",
    "de,      |one two,      | two",
    "db,      one |two,      |two",
    "d0,      one |two,      |two",
    "d$,      one| two,      on|e",
    "dd,      a/b|c/d,       a/|d",
    "dd,      a/b|c,         |a",
    "D,       one| two,      on|e",
    "Cx,      one| two,      onex|",
    "cwx,     |one two,      x| two",
    "ccx,     a/o|ne/b,      a/x|/b",
    "ix,      o|ne,          ox|ne",
    "ax,      o|ne,          onx|e",
    "Ix,      o|ne,          x|one",
    "Ax,      o|ne,          onex|",
    "ox,      o|ne/two,      one/x|/two",
    "xp,      |ab,           b|a",
    "dwp,     |one two,      tone| wo",
    "dqx,     |ab,           |b",
    "q,       |ab,           |ab",
    "2w,      |one two six,  one two |six",
    "9w,      |one two six,  one two si|x",
    "2b,      one two |six,  |one two six",
    "2e,      |one two six,  one tw|o six",
    "3l,      |abcdef,       abc|def",
    "10l,     |abcdef,       abcde|f",
    "d2w,     |one two six,  |six",
    "2dw,     |one two six,  |six",
    "2d2w,    |a b c d e,    |e",
    "c2wx,    |one two six,  x| six",
    "d10l,    |abcdef,       |",
    "20h,     abcde|f,       |abcdef",
    "3x,      |abcdef,       |def",
    "99999x,  |abcdef,       |",
    "2dd,     a/b|c/d/e,     a/|e",
    "9dd,     a/b|c/d/e,     |a",
    "2ccx,    a/b|c/d/e,     a/x|/e",
    "3qx,     |ab,           |b",
    "yyp,     o|ne,          one/|one",
    "yyp,     o|ne/two,      one/|one/two",
    "y2yp,    |a/b/c,        a/|a/b/b/c",
    "ddp,     |a/b/c,        b/|a/c",
    "yw$p,    one |two,      one twotw|o",
    "ybp,     one |two,      oone| ne two",
    "yy3p,    |a,            a/|a/a/a",
    "x3p,     |ab,           baa|a",
    "dw,      |,             |",
    "x,       a/|/b,         a/|/b",
  })
  void keys_do_as_in_vi(String keys, String before, String expected) {
    assertEquals(expected, after(keys, before));
  }

  @Test
  void escape_puts_the_cursor_on_the_last_character() {
    Vi.Pressed pressed = Vi.INSERTING.escape(Editor.of("ab"));

    assertTrue(pressed.vi().isNormal());
    assertEquals(1, pressed.editor().cursor());
  }

  @Test
  void any_keys_keep_the_cursor_in_the_text() {
    String keys = "hlwbe0$xdDCcpiaIAo";
    Gen.forAll(
        "vi",
        200,
        random -> {
          Vi.Pressed pressed =
              new Vi.Pressed(
                  new Vi(Vi.Mode.NORMAL, ""), Editor.of("one 👩\u200d💻 e\u0301x\n\n漢 b"));
          for (int i = 0; i < 30; i++) {
            int key = random.nextInt(keys.length());
            pressed = pressed.vi().letter(keys.substring(key, key + 1), pressed.editor());
            pressed =
                new Vi.Pressed(
                    pressed.vi().isNormal()
                        ? pressed.vi()
                        : pressed.vi().escape(pressed.editor()).vi(),
                    pressed.editor());
            Editor editor = pressed.editor();
            assertTrue(editor.cursor() >= 0 && editor.cursor() <= editor.text().length());
            assertEquals(editor.cursor(), editor.at(editor.cursor()).cursor(), editor.text());
          }
        });
  }
}
