package dev.vibe.app.assembly;

import dev.vibe.event.Envelope;
import dev.vibe.event.Journal;
import java.util.List;

/**
 * Log of this session, opened, or none when it cannot be kept.
 *
 * @param earlier what it held before
 * @param lastSeq the number of the last event in it
 */
public record OpenedLog(Journal journal, Runnable closing, List<Envelope> earlier, long lastSeq)
    implements AutoCloseable {

  public OpenedLog {
    earlier = List.copyOf(earlier);
  }

  @Override
  public void close() {
    closing.run();
  }
}
