package dev.vibe.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.text.Truncation;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttachedTextTest {

  private static final Truncation.Keep KEEP = new Truncation.Keep(300, 100);

  @Test
  void a_model_is_told_where_a_text_came_from_and_how_long_it_was() {
    Part.Attachment log = AttachedText.of("stdin", "line\n".repeat(2000), KEEP);
    assertEquals("stdin, 2,000 lines", log.name());
    assertTrue(log.text().contains("9600 characters left out"), log::text);
    assertEquals(
        "a.py:2-2, of 3 lines", AttachedText.partOf("a.py:2-2", "b", "a\nb\nc\n", KEEP).name());
    assertEquals(
        "<attachment name=\"x, 1 line\">\na\n</attachment>",
        Message.textOf(new Message.User(List.of(AttachedText.of("x", "a", KEEP)))));
  }

  @Test
  void stacks_are_folded_before_anything_is_cut() {
    String stack = "\tat A.b(A.java:1)\n\tat A.c(A.java:2)\n".repeat(300) + "Caused by: the end\n";
    Part.Attachment log = AttachedText.of("stdin", stack + stack, KEEP);
    assertEquals("stdin, 1,202 lines", log.name());
    assertTrue(log.text().endsWith("Caused by: the end\n"), log::text);
    assertTrue(!log.text().contains("left out"), log::text);
  }
}
