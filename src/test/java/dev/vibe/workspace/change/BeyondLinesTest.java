package dev.vibe.workspace.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.text.FileDiff;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Content.Mode;
import dev.vibe.workspace.content.Content.Present;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeyondLinesTest {

  private static final Content BINARY = new Present(new byte[] {0, 1, 2, 3});
  private static final FileDiff NONE = UnifiedDiff.between("f", "", "");

  private static Present text(String text, Mode mode) {
    return new Present(text.getBytes(StandardCharsets.UTF_8), mode);
  }

  private static Present text(String text) {
    return text(text, Mode.AS_IT_IS);
  }

  @Test
  void change_of_lines_alone_needs_no_words() {
    FileDiff diff = UnifiedDiff.between("f", "a\n", "b\n");

    assertEquals(List.of(), new BeyondLines(text("a\n"), text("b\n")).told(diff));
    assertEquals(List.of(), new BeyondLines(new Content.Absent(), text("b\n")).told(diff));
  }

  @Test
  void bytes_that_are_no_text_are_told_by_their_number() {
    assertEquals(
        List.of("not shown, for it is no text: 2 bytes of text become 4 bytes"),
        new BeyondLines(text("a\n"), BINARY).told(NONE));
    assertEquals(
        List.of("not shown, for it is no text: 4 bytes become 2 bytes of text"),
        new BeyondLines(BINARY, text("a\n")).told(NONE));
  }

  @Test
  void change_of_the_mode_alone_is_told() {
    assertEquals(
        List.of("it becomes a program that can be run (mode 755)"),
        new BeyondLines(text("a\n"), text("a\n", Mode.EXECUTABLE)).told(NONE));
    assertEquals(
        List.of("it can no longer be run as a program (mode 644)"),
        new BeyondLines(text("a\n", Mode.EXECUTABLE), text("a\n", Mode.PLAIN)).told(NONE));
  }

  @Test
  void the_same_text_in_other_bytes_is_told() {
    assertEquals(
        List.of(
            "the same text in other bytes (its encoding or byte order mark): 2 bytes of text"
                + " become 5 bytes of text"),
        new BeyondLines(text("a\n"), text("\uFEFFa\n")).told(NONE));
  }

  @Test
  void an_empty_file_that_is_created_is_told() {
    FileDiff created = UnifiedDiff.created("f", "");

    assertEquals(
        List.of("the file is empty"),
        new BeyondLines(new Content.Absent(), text("")).told(created));
  }
}
