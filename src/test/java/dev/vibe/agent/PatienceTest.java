package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Reasoning;
import dev.vibe.problem.ExitCode;
import dev.vibe.provider.ModelRequest.ToolUse;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private static final Message.Assistant SAID =
      new Message.Assistant("text", Reasoning.NONE, List.of());
  private static final Reply NOTHING = new Reply.Nothing();
  private static final Reply GARBLED = new Reply.Unfinished(SAID, Lack.UNREADABLE_CALL);
  private static final Reply CIRCLING = new Reply.Circling(SAID);
  private static final Reply CALLS = new Reply.Calls(SAID);
  private static final Reply TOO_LARGE = new Reply.TooLarge(Stop.requested(ExitCode.LIMIT));
  private static final List<Reply> OTHERS =
      List.of(
          new Reply.Answer(SAID),
          new Reply.Cut(SAID),
          new Reply.Failed(Stop.requested(ExitCode.FAILED), ""));

  private static Patience after(Reply... replies) {
    Patience patience = Patience.FULL;
    for (Reply reply : replies) {
      patience = patience.after(reply);
    }
    return patience;
  }

  @Test
  void useless_replies_share_one_nudge() {
    assertTrue(after(NOTHING).allowsNudge());
    assertTrue(after(GARBLED).allowsNudge());
    assertTrue(after(CIRCLING).allowsNudge());
    assertFalse(after(CIRCLING, CIRCLING).allowsNudge());
    assertFalse(after(NOTHING, NOTHING).allowsNudge());
    assertFalse(after(NOTHING, GARBLED).allowsNudge());
  }

  @Test
  void request_is_made_smaller_three_times() {
    assertTrue(after(TOO_LARGE).allowsShrink());
    assertTrue(after(TOO_LARGE, TOO_LARGE, TOO_LARGE).allowsShrink());
    assertFalse(after(TOO_LARGE, TOO_LARGE, TOO_LARGE, TOO_LARGE).allowsShrink());
  }

  @Test
  void calls_fill_it_up_again() {
    assertEquals(Patience.FULL, after(NOTHING, TOO_LARGE, TOO_LARGE, CALLS));
  }

  @Test
  void other_replies_cost_nothing_and_bring_nothing_back() {
    for (Reply other : OTHERS) {
      assertEquals(Patience.FULL, after(other));
      assertFalse(after(NOTHING, other, NOTHING).allowsNudge());
      assertFalse(after(TOO_LARGE, other, TOO_LARGE, TOO_LARGE, TOO_LARGE).allowsShrink());
    }
  }

  @Test
  void only_behind_a_garbled_call_the_next_reply_has_to_be_one() {
    assertEquals(ToolUse.REQUIRED, after(GARBLED).toolUse());
    assertEquals(ToolUse.FREE, after(NOTHING).toolUse());
    for (Reply next : List.of(CALLS, NOTHING, TOO_LARGE, OTHERS.getFirst())) {
      assertEquals(ToolUse.FREE, after(GARBLED, next).toolUse());
    }
  }
}
