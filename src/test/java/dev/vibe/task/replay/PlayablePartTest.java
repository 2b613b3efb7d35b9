package dev.vibe.task.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Reasoning;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.Event.Compacted.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayablePartTest {

  private static final Event REPLY =
      new Event.AssistantSaid(new Message.Assistant("a", Reasoning.NONE, List.of()));

  private static Event compacted(Event.Compacted.Reason reason) {
    return new Event.Compacted(1, "text", "summary", new Event.Compacted.Size(9, 1), reason);
  }

  @Test
  void all_of_a_session_is_played_also_behind_a_compaction() {
    List<Envelope> log = log(REPLY, compacted(Reason.FULL), REPLY, compacted(Reason.ASKED), REPLY);
    PlayablePart part = PlayablePart.of(log, "branch main, clean");

    assertEquals(log, part.events());
    assertEquals(List.of(), part.leftOut());
    assertFalse(part.isCut(log));
  }

  @Test
  void one_that_a_server_refused_is_played_up_to_there() {
    List<Envelope> log = log(REPLY, REPLY, compacted(Reason.REFUSED), REPLY);
    PlayablePart part = PlayablePart.of(log, "");

    assertEquals(log.subList(0, 2), part.events());
    assertEquals(
        List.of("what came after the server refused a request as too large: 1 of 3 replies"),
        part.leftOut());
    assertTrue(part.isCut(log));
    assertTrue(PlayablePart.of(log(compacted(Reason.REFUSED), REPLY), "").isEmpty());
  }

  @Test
  void work_that_was_in_no_commit_is_told() {
    String told = "branch main\nchanged by the user: a.py\nrecent commits:\n  1234567 x";

    assertEquals(
        List.of("what was not committed when it began"),
        PlayablePart.of(log(REPLY), told).leftOut());
  }

  private static List<Envelope> log(Event... events) {
    List<Envelope> log = new ArrayList<>();
    for (Event event : events) {
      log.add(new Envelope(log.size() + 1, Instant.EPOCH, "20261130-201740-5ffb", 1, event));
    }
    return log;
  }
}
