package dev.vibe.audit;

import dev.vibe.json.Json;
import java.util.HashMap;
import java.util.Map;

/**
 * Export of records in a form that others read: one line a record, in the order of the log. What
 * the first record of a session says of it goes into each line. Used by one thread.
 */
public final class AuditExport {

  /** Form of an export. */
  public enum Form {
    /** Elastic Common Schema, as JSON. */
    ECS,
    /** Open Cybersecurity Schema Framework, as JSON. */
    OCSF,
    /** Common Event Format of ArcSight. */
    CEF
  }

  private final Form form;
  private final Map<String, ExportOrigin> sessions = new HashMap<>();

  public AuditExport(Form form) {
    this.form = form;
  }

  /** The line for a record. */
  public String line(AuditLine line) {
    String session = line.text("session");
    if (line.text("event").equals(AuditEvents.SESSION) && line.fields().containsKey("version")) {
      sessions.put(session, ExportOrigin.of(line));
    }
    ExportOrigin origin = sessions.getOrDefault(session, ExportOrigin.UNKNOWN);
    return switch (form) {
      case ECS -> Json.write(EcsForm.of(line, origin));
      case OCSF -> Json.write(OcsfForm.of(line, origin));
      case CEF -> CefForm.of(line, origin);
    };
  }
}
