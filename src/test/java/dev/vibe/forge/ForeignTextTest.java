package dev.vibe.forge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {

  private static final String GAP = "\u200B";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "thanks @octocat and @acme/team | thanks @&#8203;octocat and @&#8203;acme/team",
        "a@b.example stays | a@b.example stays",
        "Fixes #12 | Fixes #&#8203;12",
        "closes acme/shop#12 | closes acme/shop#&#8203;12",
        "resolves GH-12 | resolves GH-&#8203;12",
        "Fixes: https://github.com/o/r/issues/5 | Fix&#8203;es: https://github.com/o/r/issues/5",
        "/merge | \\/merge",
        "a /path stays | a /path stays",
        "<!-- vibe:end x --> | &lt;!-- vibe:end x -->",
        "<img src=x> a < b | &lt;img src=x> a < b",
        "![x](https://evil.example/?q=1) | !&#8203;[x](https://evil.example/?q=1)"
      })
  void words_do_nothing(String said, String shown) {
    assertEquals(shown, ForeignText.markdown(said));
  }

  @Test
  void code_is_shown_as_it_is() {
    String text =
        """
        Run it:

        ```java
        @Override // fixes #12
        ```

        and `x < y`.\
        """;

    assertEquals(text, ForeignText.markdown(text));
  }

  @Test
  void code_in_a_line_does_nothing_either() {
    assertEquals("`@" + GAP + "Override`", ForeignText.markdown("`@Override`"));
    assertEquals("`<" + GAP + "b>`", ForeignText.markdown("`<b>`"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`a\nx` @all `b",
        "- ```\n\n@all",
        "- item\n  ```\n@all",
        "\\`@all\\`",
        "~~~\n```\n~~~\n@all",
        "````\n```\n````\n@all",
        "``` a`b\n@all"
      })
  void no_half_open_code_lets_a_mention_through(String text) {
    assertFalse(ForeignText.markdown(text).contains("@all"), ForeignText.markdown(text));
  }

  @Test
  void a_fence_that_is_left_open_is_closed_and_our_marks_are_not_taken_from_code() {
    assertEquals("```\nx\n```", ForeignText.markdown("```\nx"));
    assertFalse(ForeignText.markdown("```\n<!-- vibe:end \n```").contains(PullRequestBody.MARK));
  }

  @Test
  void text_in_a_fence_cannot_end_it() {
    assertEquals("````sh\na\n```\nb\n````", ForeignText.fenced("sh", "a\n```\nb"));
  }
}
