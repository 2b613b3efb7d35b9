package dev.vibe.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RedactionTest {

  @Test
  void a_known_key_is_masked_wherever_it_stands() {
    Redaction redaction = new Redaction(List.of("s3cr3tValue", ""));
    assertEquals(
        "bad key [key hidden], sent as x[key hidden]y",
        redaction.apply("bad key s3cr3tValue, sent as xs3cr3tValuey"));
  }

  @Test
  void what_looks_like_a_key_is_masked_too() {
    String text = "Authorization: Bearer abc123def456ghi7 and sk-proj-0123456789abcdef for 3 users";
    String masked = Redaction.BY_LOOKS.apply(text);
    assertFalse(masked.contains("abc123def456ghi7"), masked);
    assertFalse(masked.contains("0123456789abcdef"), masked);
    assertEquals("Authorization: Bearer [key hidden] and [key hidden] for 3 users", masked);
  }

  @Test
  void ordinary_words_stay() {
    String text = "Basic understanding of task-runners-and-more, Bearer authentication, disk-cache";
    assertEquals(text, Redaction.BY_LOOKS.apply(text));
  }
}
