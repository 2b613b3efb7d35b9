package dev.vibe.lsp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Question;
import dev.vibe.effect.Effect;
import dev.vibe.text.UnifiedDiff;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Questions as messages with buttons. */
class PermissionMessageTest {

  private static PermissionMessage about(String content) {
    Effect write = new Effect.Write("a.txt", UnifiedDiff.created("a.txt", content));
    return new PermissionMessage(new Question("write a.txt", List.of(write), "mode ask asks"));
  }

  @Test
  void what_is_no_title_is_a_no() {
    PermissionMessage message = about("one\n");

    assertEquals(new Answer.Yes(), message.answer(Optional.of("Yes")));
    assertInstanceOf(
        Answer.YesForSession.class, message.answer(Optional.of("Yes, for this session")));
    for (String title : List.of("No", "yes", "")) {
      assertEquals(new Answer.No(""), message.answer(Optional.of(title)));
    }
    assertEquals(new Answer.No(""), message.answer(Optional.empty()));
  }

  @Test
  void a_long_diff_is_cut_in_a_message_and_says_so() {
    PermissionMessage message = about("line\n".repeat(100));

    assertTrue(message.textWithDiff().lines().count() < 50, message::textWithDiff);
    assertTrue(message.textWithDiff().contains(" more lines)"), message::textWithDiff);
    assertEquals(100, message.diff().lines().filter("+line"::equals).count());
    assertFalse(message.text().contains("+line"), message::text);
  }

  @Test
  void no_character_of_a_diff_hides_another() {
    assertFalse(about("a\u202eb\u001b[2K\n").diff().matches("(?s).*[\u202e\u001b].*"));
  }
}
