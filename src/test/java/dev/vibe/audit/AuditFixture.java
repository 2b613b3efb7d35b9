package dev.vibe.audit;

import dev.vibe.audit.AuditEntry.Phase;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Entries and lines for tests. */
final class AuditFixture {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.125Z");

  private AuditFixture() {}

  static AuditEntry entry(Instant at, String event, Phase phase, Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return new AuditEntry(at, "20260301-120000-abcd", 1, event, phase, fields);
  }

  static AuditEntry note(Instant at, String text) {
    return entry(at, AuditEvents.NOTICE, Phase.AT, "text", text);
  }
}
