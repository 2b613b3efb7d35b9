package dev.vibe.app.assembly;

import dev.vibe.event.Envelope;
import dev.vibe.event.Journal;
import java.util.List;

/**
 * Log of this session, opened, or none when it cannot be kept; and the one that others check.
 *
 * @param audit closed with it
 * @param earlier what it held before
 * @param lastSeq the number of the last event in it
 */
public record OpenedLog(
    Journal journal, Runnable closing, List<Envelope> earlier, long lastSeq, SessionAudit audit)
    implements AutoCloseable {

  /** Without an audit log. */
  OpenedLog(Journal journal, Runnable closing, List<Envelope> earlier, long lastSeq) {
    this(journal, closing, earlier, lastSeq, SessionAudit.NONE);
  }

  /** The same with one. */
  OpenedLog with(SessionAudit other) {
    return new OpenedLog(journal, closing, earlier, lastSeq, other);
  }

  public OpenedLog {
    earlier = List.copyOf(earlier);
  }

  @Override
  public void close() {
    audit.close();
    closing.run();
  }
}
