package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NameBytesTest {

  private static String name(String latin1) {
    return NameBytes.decoded(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void every_name_comes_back_byte_for_byte() {
    Gen.forAll(
        "names of any bytes",
        2_000,
        random -> {
          byte[] bytes = new byte[random.nextInt(12)];
          random.nextBytes(bytes);
          String name = NameBytes.decoded(bytes);
          assertArrayEquals(bytes, NameBytes.bytes(name));
          byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
          assertEquals(name, new String(encoded, StandardCharsets.UTF_8), "a valid text");
        });
  }

  @Test
  void text_is_itself() {
    for (String text : new String[] {"a.txt", "naïve/漢字/😀.md", "\uFFFD", "\uDBFF\uDC00", ""}) {
      assertTrue(NameBytes.isText(text));
      assertEquals(text, NameBytes.decoded(text.getBytes(StandardCharsets.UTF_8)));
      assertSame(text, NameBytes.escaped(text));
    }
  }

  @Test
  void a_name_that_holds_such_a_character_is_another_than_the_byte() {
    String byByte = name("caf\u00e9");
    String spelled = NameBytes.decoded(byByte.getBytes(StandardCharsets.UTF_8));
    assertFalse(NameBytes.isText(spelled));
    assertNotEquals(byByte, spelled);
    assertEquals("caf\\xf4\\x8f\\xbf\\xa9", NameBytes.escaped(spelled));
  }

  @Test
  void it_is_shown_escaped_and_taken_like_that() {
    String name = name("caf\u00e9 \u00ff.txt");
    assertEquals("caf\\xe9 \\xff.txt", NameBytes.escaped(name));
    assertEquals("\"caf\\xe9 \\xff.txt\"", QuotedName.of(name));
    assertEquals("\"caf\\351 \\377.txt\"", QuotedName.whole(name));
    assertEquals("caf\\xe9 \\xff.txt", ControlChars.neutraliseLine(name));
    assertEquals(name, NameBytes.unescaped("caf\\xe9 \\xff.txt"));
    assertEquals(Optional.of(name), QuotedName.read("\"caf\\xe9 \\xff.txt\""));
    assertEquals(Optional.of(name), QuotedName.read("\"caf\\351 \\377.txt\""));
  }

  @Test
  void bytes_that_make_a_character_are_that_one() {
    assertEquals("café", NameBytes.unescaped("caf\\xc3\\xa9"));
    assertEquals("a\\\\xe9", NameBytes.unescaped("a\\\\xe9"), "a backslash and a name");
    assertEquals("a\\x41", NameBytes.unescaped("a\\x41"), "no byte that would be escaped");
  }
}
