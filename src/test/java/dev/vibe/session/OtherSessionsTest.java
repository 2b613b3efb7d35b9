package dev.vibe.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.text.FileDiff;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherSessionsTest {

  private static final Path FOLDER = Path.of("/work");

  @TempDir Path sessions;
  private long seq;

  private OtherSessions others() {
    return OtherSessions.of(sessions, FOLDER, "own", Clock.systemUTC());
  }

  private SessionLog begun(String id, String folder) {
    SessionLog log = SessionLog.create(sessions, id);
    append(log, new Event.SessionStarted("1", folder, "m", "http://x", "auto"));
    return log;
  }

  private void append(SessionLog log, Event.Durable event) {
    log.append(new Envelope(++seq, Instant.now(), "s", 1, event));
  }

  private static Event.FileChanged changed(String file) {
    return new Event.FileChanged(
        List.of(), new FileDiff(file, FileDiff.Kind.CHANGED, List.of(), 1, 0), false);
  }

  @Test
  @SuppressWarnings("try") // open is all that they have to be
  void those_at_work_in_this_folder_are_live_and_no_others() {
    try (SessionLog own = begun("own", "/work");
        SessionLog here = begun("here", "/work");
        SessionLog elsewhere = begun("elsewhere", "/other")) {
      begun("ended", "/work").close();

      assertEquals(List.of("here"), others().live());
    }
  }

  @Test
  void what_they_changed_is_told_once() {
    try (SessionLog log = begun("here", "/work")) {
      Instant before = Instant.now().minusSeconds(9);
      log.append(new Envelope(++seq, before, "s", 1, changed("before.txt")));
      OtherSessions others = others();
      assertEquals("\nanother session works here; what it changes is not yours", others.news());
      append(log, changed("b.txt"));
      append(log, changed("a.txt"));

      assertEquals("\nanother session works here; changed meanwhile: a.txt, b.txt", others.news());
      assertEquals("", others.news());
    }
  }

  @Test
  void commits_and_what_is_under_way_are_theirs() {
    try (SessionLog log = begun("here", "/work")) {
      append(
          log,
          new Event.ToolCalled(
              new ToolCall(
                  new CallId("1"), "bash", new RawJson("{\"command\":\"sed -i s/a/b/ x.txt\"}")),
              "sed"));
      Instant now = Instant.now();
      append(log, new Event.Committed("c0ffee", "Change", List.of("a.txt")));

      OtherSessions.Work work = others().since(now);

      assertEquals(Set.of("c0ffee"), work.commits());
      assertTrue(work.mayHold("x.txt", "make"));
      assertFalse(work.mayHold("x.txt", "touch x.txt"), "this session names it as well");
      assertFalse(work.mayHold("y.txt", "make"));
    }
  }
}
