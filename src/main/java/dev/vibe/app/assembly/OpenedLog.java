package dev.vibe.app.assembly;

import dev.vibe.event.Envelope;
import dev.vibe.event.Journal;
import dev.vibe.session.SessionLog;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Log of this session, opened, or none when it cannot be kept; and the one that others check.
 *
 * @param earlier what it held before
 * @param lastSeq the number of the last event in it
 * @param reading reads all that is in it by then; throws when it cannot. Empty when nothing is kept
 * @param audit closed with it
 */
public record OpenedLog(
    Journal journal,
    Runnable closing,
    List<Envelope> earlier,
    long lastSeq,
    Optional<Supplier<List<Envelope>>> reading,
    SessionAudit audit)
    implements AutoCloseable {

  /** Without an audit log. */
  OpenedLog(
      SessionLog log, List<Envelope> earlier, long lastSeq, Supplier<List<Envelope>> reading) {
    this(log, log::close, earlier, lastSeq, Optional.of(reading), SessionAudit.NONE);
  }

  /** Of a session that cannot be kept. */
  static OpenedLog none() {
    return new OpenedLog(
        Journal.none(), () -> {}, List.of(), 0, Optional.empty(), SessionAudit.NONE);
  }

  /** The same with one. */
  OpenedLog with(SessionAudit other) {
    return new OpenedLog(journal, closing, earlier, lastSeq, reading, other);
  }

  /** The same without what it held before, which is much to hold in memory. */
  public OpenedLog begun() {
    return new OpenedLog(journal, closing, List.of(), lastSeq, reading, audit);
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
