package dev.vibe.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StillTest {

  @Test
  void size_follows_rows_and_columns() {
    String svg = new Still("one\ntwo\n", 10).svg();
    assertTrue(
        svg.startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"112\" height=\"64\""),
        svg);
    assertTrue(svg.endsWith("</svg>\n"), svg);
  }

  @Test
  void text_stands_where_it_stood_on_the_screen() {
    String svg = new Still("ab\u001b[32mcd", 10).svg();
    assertTrue(svg.contains(" x=\"14.0\" y=\"28\" textLength=\"16.8\" fill=\"#cdd6f4\">ab<"), svg);
    assertTrue(svg.contains(" x=\"30.8\" y=\"28\" textLength=\"16.8\" fill=\"#a6e3a1\">cd<"), svg);
  }

  @Test
  void colours_and_weights_last_until_they_are_reset() {
    String svg =
        new Still("\u001b[1;31ma\n\u001b[39mb\u001b[2m\u001b[3mc\u001b[0md\u001b[me", 10).svg();
    assertTrue(svg.contains("fill=\"#f38ba8\" font-weight=\"bold\">a<"), svg);
    assertTrue(svg.contains("fill=\"#cdd6f4\" font-weight=\"bold\">b<"), svg);
    assertTrue(
        svg.contains(
            "fill=\"#cdd6f4\" font-weight=\"bold\" font-style=\"italic\" opacity=\"0.6\">c<"),
        svg);
    assertTrue(svg.contains("fill=\"#cdd6f4\">d<"), svg);
    assertTrue(svg.contains("fill=\"#cdd6f4\">e<"), svg);
  }

  @Test
  void reversed_text_has_a_field_behind_it_even_where_it_is_blank() {
    String svg = new Still("\u001b[34m\u001b[7m  \u001b[0m  ", 10).svg();
    assertTrue(
        svg.contains("<rect x=\"14.0\" y=\"14\" width=\"16.8\" height=\"18\" fill=\"#89b4fa\"/>"),
        svg);
    assertEquals(1, svg.split("<text ", -1).length - 1, svg);
  }

  @Test
  void what_markup_would_take_for_its_own_is_escaped() {
    String svg = new Still("a < b && c > d", 20).svg();
    assertTrue(svg.contains(">a &lt; b &amp;&amp; c &gt; d<"), svg);
    assertFalse(svg.contains("a < b"), svg);
  }
}
