package dev.vibe.repl.key;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.repl.key.Key.Name;
import dev.vibe.terminal.CharacterSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyDecoderTest {

  private static final String ESC = "\u001b";

  private static List<Key> keys(String typed) {
    int[] at = {0};
    KeyDecoder decoder =
        new KeyDecoder(
            millis -> at[0] < typed.length() ? typed.charAt(at[0]++) : CharacterSource.NOTHING);
    List<Key> keys = new ArrayList<>();
    try {
      while (true) {
        int before = at[0];
        KeyDecoder.Read read = decoder.next(1);
        if (read instanceof KeyDecoder.Read.Pressed(Key key)) {
          keys.add(key);
        } else if (before == at[0]) {
          return keys;
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Key> press(Name... names) {
    return List.of(names).stream().<Key>map(Key.Press::new).toList();
  }

  @Test
  void enter_sends_and_control_j_breaks_the_line() {
    assertEquals(press(Name.ENTER, Name.NEWLINE), keys("\r\n"));
  }

  @Test
  void shift_enter_is_known_where_the_terminal_tells() {
    assertEquals(press(Name.NEWLINE), keys(ESC + "[13;2u"));
    assertEquals(press(Name.NEWLINE), keys(ESC + "[27;2;13~"));
    assertEquals(press(Name.NEWLINE), keys(ESC + "\r"));
  }

  @Test
  void escape_alone_is_a_key() {
    assertEquals(press(Name.ESCAPE), keys(ESC));
    assertEquals(press(Name.ESCAPE), keys(ESC + "[27u"));
  }

  @Test
  void pages_are_turned_by_keys_of_their_own() {
    assertEquals(press(Name.PAGE_UP, Name.PAGE_DOWN), keys(ESC + "[5~" + ESC + "[6~"));
  }

  @Test
  void cursor_keys_in_all_forms() {
    assertEquals(
        press(Name.UP, Name.DOWN, Name.LEFT, Name.WORD_RIGHT, Name.HOME, Name.DELETE),
        keys(ESC + "[A" + ESC + "OB" + ESC + "[D" + ESC + "[1;5C" + ESC + "[H" + ESC + "[3~"));
  }

  @Test
  void alt_and_a_full_stop_in_both_forms() {
    assertEquals(press(Name.LAST_WORD, Name.LAST_WORD), keys(ESC + "." + ESC + "[46;3u"));
  }

  @Test
  void control_letters_in_both_forms() {
    assertEquals(press(Name.INTERRUPT, Name.INTERRUPT), keys("\u0003" + ESC + "[99;5u"));
  }

  @Test
  void a_paste_is_one_key_and_runs_nothing() {
    assertEquals(
        List.of(new Key.Paste("rm -rf x\nls\n"), new Key.Text("a")),
        keys(ESC + "[200~rm -rf x\r\nls\r" + ESC + "[201~a"));
  }

  @Test
  void unknown_sequences_are_swallowed_whole() {
    assertEquals(List.of(new Key.Text("x")), keys(ESC + "[?62;22c" + ESC + "[99~x"));
  }

  @Test
  void what_the_terminal_tells_of_its_background_is_no_key() throws IOException {
    String dark = ESC + "]11;rgb:1e1e/1e1e/2e2e" + ESC + "\\";
    String light = ESC + "]11;rgb:ff/fd/f0\u0007";

    assertEquals(ScreenBrightness.Shade.DARK, told(dark));
    assertEquals(ScreenBrightness.Shade.LIGHT, told(light));
    assertEquals(List.of(new Key.Text("a"), new Key.Text("b")), keys("a" + dark + "b"));
  }

  private static ScreenBrightness.Shade told(String sent) throws IOException {
    int[] at = {0};
    KeyDecoder decoder = new KeyDecoder(millis -> sent.charAt(at[0]++));
    return switch (decoder.next(1)) {
      case KeyDecoder.Read.Answered(ScreenBrightness.Shade shade) -> shade;
      case KeyDecoder.Read other -> throw new AssertionError(other);
    };
  }

  @Test
  void who_types_what_begins_as_an_answer_loses_no_key() {
    assertEquals(List.of(new Key.Text("x"), new Key.Text("y")), keys(ESC + "]xy"));
    assertEquals(press(Name.ENTER), keys(ESC + "]\r"));
  }

  @Test
  void the_environment_may_tell_the_background() {
    assertEquals(
        ScreenBrightness.Shade.LIGHT, ScreenBrightness.assumed(Map.of("COLORFGBG", "0;15")));
    assertEquals(
        ScreenBrightness.Shade.DARK, ScreenBrightness.assumed(Map.of("COLORFGBG", "15;default;0")));
    assertEquals(ScreenBrightness.Shade.DARK, ScreenBrightness.assumed(Map.of()));
  }

  @Test
  void characters_beyond_the_basic_plane_stay_whole() {
    assertEquals(List.of(new Key.Text("😀"), new Key.Text("é")), keys("😀é"));
  }
}
