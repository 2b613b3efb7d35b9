package dev.vibe.git.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.conversation.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrailersTest {

  private static final CommitNote NOTE = new CommitNote("s-1", "devstral", Usage.NONE);

  private static String behind(String message, String... wanted) {
    return new Trailers(List.of(wanted)).behind(message, NOTE);
  }

  @Test
  void none_are_added_where_none_are_wanted() {
    assertEquals("Count", behind("Count"));
  }

  @Test
  void known_names_have_a_text_of_their_own() {
    assertEquals(
        "Count\n\nCo-authored-by: vibe (devstral) <noreply@vibe.invalid>\nVibe-Session: s-1",
        behind("Count", "Co-authored-by", "vibe-session"));
  }

  @Test
  void any_other_is_a_line_with_places_for_session_and_model() {
    assertEquals(
        "Count\n\nAssisted-by: devstral in s-1",
        behind("Count", "Assisted-by: {model} in {session}"));
  }

  @Test
  void they_join_the_trailers_of_a_message_and_are_not_repeated() {
    String message = "Count\n\nBody: of the text.\nmore\n\nFixes: #12";
    String once = behind(message, "Vibe-Session");
    assertEquals(message + "\nVibe-Session: s-1", once);
    assertEquals(once, behind(once, "Vibe-Session"));
  }

  @Test
  void a_body_or_a_subject_that_looks_like_one_is_none() {
    assertEquals("fix: count\n\nVibe-Session: s-1", behind("fix: count", "Vibe-Session"));
    assertEquals(
        "Count\n\nNote: this\nis text\n\nVibe-Session: s-1",
        behind("Count\n\nNote: this\nis text", "Vibe-Session"));
  }
}
