package dev.vibe.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.event.Journal;
import dev.vibe.event.JournalContract;
import dev.vibe.testkit.SampleEvents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionLogContractTest extends JournalContract {

  @TempDir Path sessions;

  private final List<SessionLog> open = new ArrayList<>();

  @Override
  protected Journal journal() {
    SessionLog log = SessionLog.create(sessions, SampleEvents.SESSION);
    open.add(log);
    return log;
  }

  @AfterEach
  void close() {
    open.forEach(SessionLog::close);
  }

  @Test
  void what_it_was_given_by_an_interrupted_thread_is_there() {
    Journal journal = journal();
    Thread.currentThread().interrupt();
    durable().forEach(journal::append);
    boolean interrupted = Thread.interrupted();

    assertEquals(true, interrupted);
    assertEquals(durable(), SessionReader.read(sessions.resolve(SampleEvents.SESSION)).events());
  }
}
