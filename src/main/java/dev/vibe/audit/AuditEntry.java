package dev.vibe.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Entry of the log before it has its place in the chain.
 *
 * @param turn the model reply that it belongs to; 0 before the first
 * @param event what it is about: {@code tool}, {@code model} …
 * @param phase {@code before} or {@code after} an action; {@code at} for what takes no time
 * @param fields in the order in which they are written
 */
record AuditEntry(
    Instant at, String session, int turn, String event, Phase phase, Map<String, Object> fields) {

  /** Side of an action on which a record is made. */
  enum Phase {
    BEFORE,
    AFTER,
    AT
  }

  AuditEntry {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
