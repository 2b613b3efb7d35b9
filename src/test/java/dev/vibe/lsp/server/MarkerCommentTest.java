package dev.vibe.lsp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.lsp.wire.DocumentText;
import dev.vibe.lsp.wire.Position;
import dev.vibe.lsp.wire.TextRange;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comments that ask for something. */
class MarkerCommentTest {

  private static Optional<MarkerComment> in(String text) {
    return MarkerComment.in(
        new DocumentText(text), new TextRange(new Position(0, 0), new Position(9, 0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// vibe: rename to total",
        "  x = 1  # vibe: rename to total",
        "/* vibe: rename to total */",
        "/** vibe: rename to total **/",
        " * vibe: rename to total",
        "<!-- vibe: rename to total -->",
        "-- vibe:rename to total  ",
        ";; vibe: rename to total",
        "% vibe: rename to total",
        "(* vibe: rename to total *)",
        "\" vibe: rename to total"
      })
  void a_comment_of_any_language_may_ask(String line) {
    assertEquals(Optional.of(new MarkerComment(1, "rename to total")), in("first\n" + line + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vibe: no comment", "// vibe:", "// the vibe: is good", "# vibes: x"})
  void other_text_does_not(String line) {
    assertEquals(Optional.empty(), in(line));
  }

  @Test
  void only_the_lines_of_the_range_are_looked_at() {
    DocumentText text = new DocumentText("a\nb\n// vibe: c\n");

    TextRange first = new TextRange(new Position(0, 0), new Position(1, 1));

    assertEquals(Optional.empty(), MarkerComment.in(text, first));
  }
}
