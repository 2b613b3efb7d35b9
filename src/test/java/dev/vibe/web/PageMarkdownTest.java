package dev.vibe.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PageMarkdownTest {

  private static String markdown(String html) {
    try {
      return PageMarkdown.of(
          html.getBytes(StandardCharsets.UTF_8), Optional.empty(), "https://example.com/docs/");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void what_people_read_comes_as_markdown() {
    String html =
        """
        <html><head><title>T</title><style>s</style></head><body><nav>menu</nav><main>
        <h1>Guide <a href="#guide" aria-hidden="true">#</a></h1>
        <p>Some <b>bold</b> and <em>it</em>
           with <code>a | b</code>, <a href="x.html">a link</a>, <a href="javascript:e()">js</a>.</p>
        <ul><li>one<ul><li>nested</li></ul></li><li>two</li></ul>
        <ol start="3"><li>three<pre><code class="language-java">int a = 1;
          int b;
        </code></pre></li></ol>
        <blockquote><p>quoted</p></blockquote>
        <table><tr><th>A</th><th>B|b</th></tr><tr><td><p>1</p></td><td>x<br>y</td></tr></table>
        <img alt="a picture" src="p.png"></main><footer>foot</footer></body></html>
        """;

    assertEquals(
        """
        # Guide

        Some **bold** and *it* with `a | b`, [a link](https://example.com/docs/x.html), js.

        - one
          - nested
        - two

        3. three

           ```java
           int a = 1;
             int b;
           ```

        > quoted

        | A | B\\|b |
        | --- | --- |
        | 1 | x y |

        [image: a picture]
        """,
        markdown(html));
  }

  @Test
  void what_nobody_sees_is_left_out() {
    String text =
        markdown(
            "<p>seen<span hidden>h1</span><span style='display: none'>h2</span>"
                + "<script>h3</script><!-- h4 --><template>h5</template>"
                + "<span aria-hidden=true>h6</span><noscript>h7</noscript></p>");

    assertEquals("seen\n", text);
  }

  @Test
  void a_page_without_a_heading_begins_with_its_title() {
    assertEquals("# The title\n\ntext\n", markdown("<title>The title</title><p>text"));
  }

  @Test
  void a_main_part_that_holds_next_to_nothing_is_not_taken_for_all() {
    String text = markdown("<main>x</main><div>" + "matter ".repeat(100) + "</div>");

    assertTrue(text.contains("matter"), text);
  }

  @Test
  void the_character_set_is_that_of_the_server_or_of_the_page() throws IOException {
    Charset latin = StandardCharsets.ISO_8859_1;
    byte[] said = "<p>\u00e4</p>".getBytes(latin);
    byte[] meta = "<meta charset=iso-8859-1><p>\u00e4</p>".getBytes(latin);

    assertEquals("\u00e4\n", PageMarkdown.of(said, Optional.of(latin), "https://example.com/"));
    assertEquals("\u00e4\n", PageMarkdown.of(meta, Optional.empty(), "https://example.com/"));
  }

  @Test
  @Timeout(20)
  void a_page_that_is_made_to_be_hard_to_read_is_read_in_bounds() {
    String text =
        markdown(
            "<div>".repeat(200_000)
                + "deep"
                + "<blockquote>".repeat(2_000)
                + "<b>".repeat(5_000)
                + "<li>x<table><td>".repeat(2_000)
                + "<a href=x>y".repeat(10_000));

    assertTrue(text.contains("deep"));
    assertTrue(text.length() < 3_000_000, () -> "" + text.length());
    assertFalse(text.lines().anyMatch(line -> line.startsWith("> ".repeat(20))));
  }
}
