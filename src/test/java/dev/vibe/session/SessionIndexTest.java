package dev.vibe.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vibe.conversation.Message;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions belong to their folder, whatever it is called by now. */
class SessionIndexTest {

  @TempDir Path scratch;
  private Path sessions;
  private Path work;
  private long seq;

  @BeforeEach
  void make() throws IOException {
    sessions = Files.createDirectory(scratch.resolve("sessions"));
    work = Files.createDirectory(scratch.resolve("work"));
  }

  private SessionIndex at(Path folder) {
    return new SessionIndex(sessions, folder);
  }

  private void held(String id, Path folder) {
    try (SessionLog log = SessionLog.create(sessions, id)) {
      String name = folder.toString();
      append(log, new Event.SessionStarted("1", name, "m", "http://x", "auto"));
      append(log, new Event.UserSaid(Message.User.text("hello")));
    }
  }

  private void append(SessionLog log, Event.Durable event) {
    log.append(new Envelope(++seq, Instant.EPOCH, "s", 1, event));
  }

  @Test
  void one_of_a_folder_that_was_renamed_is_the_newest_there() throws IOException {
    held("one", work);
    at(work).moveHere("one");
    Path moved = Files.move(work, scratch.resolve("moved"));

    assertEquals(Optional.of("one"), at(moved).newest());
    assertEquals("one", at(moved).find("one"));
    at(moved).moveHere("one");
    Files.createDirectory(work);
    assertEquals(Optional.empty(), at(work).newest());
  }

  @Test
  void another_folder_does_not_have_it() throws IOException {
    held("one", work);
    at(work).moveHere("one");
    Path other = Files.createDirectory(scratch.resolve("other"));

    assertEquals(Optional.empty(), at(other).newest());
    VibeException refused = assertThrows(VibeException.class, () -> at(other).find("one"));
    assertEquals(ProblemCode.SESSION_ELSEWHERE, refused.problem().code());
    assertEquals(Optional.empty(), at(other).lost());
  }

  @Test
  void one_whose_folder_is_gone_goes_on_where_it_is_named() throws IOException {
    held("one", work); // older than what tells a folder from others
    Files.delete(work);
    Path copy = Files.createDirectory(scratch.resolve("copy"));

    assertEquals(Optional.empty(), at(copy).newest());
    assertEquals(Optional.of(new SessionIndex.Lost("one", work.toString())), at(copy).lost());
    assertEquals("one", at(copy).find("one"));
  }
}
