package dev.vibe.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Form of records in the Open Cybersecurity Schema Framework, version 1.6: commands as Process
 * Activity, files as File System Activity, a session as Application Lifecycle, all else as API
 * Activity. What it has no attribute for is under {@code unmapped}.
 */
final class OcsfForm {

  private static final String VERSION = "1.6.0";

  private static final int INFORMATIONAL = 1;
  private static final int LOW = 2;
  private static final int MEDIUM = 3;

  private static final int OTHER = 99;

  private OcsfForm() {}

  /**
   * Class of an event with what was done.
   *
   * @param uid of the class; its thousands are the category
   */
  private record Kind(int uid, String name, int activity, String activityName) {

    private static final int PROCESS = 1007;
    private static final int FILE = 1001;
    private static final int LIFECYCLE = 6002;
    private static final int API = 6003;

    static Kind of(RecordFacts facts) {
      boolean isBefore = facts.isBefore();
      return switch (facts.event()) {
        case AuditEvents.SESSION ->
            isBefore
                ? lifecycle(3, "Start")
                : facts.line().text("phase").equals("after")
                    ? lifecycle(4, "Stop")
                    : lifecycle(OTHER, "session");
        case AuditEvents.FILE ->
            switch (facts.line().text("change")) {
              case "created" -> file(1, "Create");
              case "deleted" -> file(4, "Delete");
              default -> file(3, "Update");
            };
        case AuditEvents.TOOL ->
            switch (facts.line().text("action")) {
              case "command" ->
                  isBefore
                      ? new Kind(PROCESS, "Process Activity", 1, "Launch")
                      : new Kind(PROCESS, "Process Activity", 2, "Terminate");
              case "read" -> facts.path().isEmpty() ? api(2, "Read") : file(2, "Read");
              case "edit" -> facts.path().isEmpty() ? api(3, "Update") : file(3, "Update");
              case "commit" -> api(1, "Create");
              default -> api(OTHER, facts.line().text("tool"));
            };
        case AuditEvents.COMMIT, AuditEvents.PULL_REQUEST -> api(1, "Create");
        case AuditEvents.UNDO -> api(3, "Update");
        case AuditEvents.MODEL -> api(2, "Read");
        default -> api(OTHER, facts.event());
      };
    }

    private static Kind lifecycle(int activity, String name) {
      return new Kind(LIFECYCLE, "Application Lifecycle", activity, name);
    }

    private static Kind file(int activity, String name) {
      return new Kind(FILE, "File System Activity", activity, name);
    }

    private static Kind api(int activity, String name) {
      return new Kind(API, "API Activity", activity, name);
    }
  }

  static Map<String, Object> of(AuditLine line, ExportOrigin origin) {
    RecordFacts facts = new RecordFacts(line);
    Kind kind = Kind.of(facts);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("category_uid", kind.uid() / 1000);
    all.put("category_name", kind.uid() / 1000 == 1 ? "System Activity" : "Application Activity");
    all.put("class_uid", kind.uid());
    all.put("class_name", kind.name());
    all.put("activity_id", kind.activity());
    all.put("activity_name", kind.activityName());
    all.put("type_uid", kind.uid() * 100L + kind.activity());
    all.put("time", facts.time());
    severity(all, facts);
    status(all, facts);
    all.put("metadata", metadata(line, origin, facts));
    all.put("actor", actor(origin));
    all.put("device", device(origin));
    subject(all, kind, facts, origin);
    all.put("unmapped", line.fields());
    return all;
  }

  private static void severity(Map<String, Object> all, RecordFacts facts) {
    int severity =
        facts.isDenied()
            ? MEDIUM
            : facts.result() == RecordFacts.Result.FAILURE ? LOW : INFORMATIONAL;
    all.put("severity_id", severity);
    all.put("severity", severity == MEDIUM ? "Medium" : severity == LOW ? "Low" : "Informational");
  }

  private static void status(Map<String, Object> all, RecordFacts facts) {
    switch (facts.result()) {
      case SUCCESS -> {
        all.put("status_id", 1);
        all.put("status", "Success");
      }
      case FAILURE -> {
        all.put("status_id", 2);
        all.put("status", "Failure");
      }
      case OPEN -> {
        all.put("status_id", 0);
        all.put("status", "Unknown");
      }
    }
    if (!facts.line().text("code").isEmpty()) {
      all.put("status_code", facts.line().text("code"));
    }
  }

  private static Map<String, Object> metadata(
      AuditLine line, ExportOrigin origin, RecordFacts facts) {
    Map<String, Object> product = new LinkedHashMap<>();
    product.put("name", "vibe");
    product.put("vendor_name", "vibe");
    if (!origin.version().isEmpty()) {
      product.put("version", origin.version());
    }
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("version", VERSION);
    metadata.put("product", product);
    metadata.put("uid", line.link().hash());
    metadata.put("sequence", line.link().seq());
    metadata.put("correlation_uid", line.text("session"));
    metadata.put("event_code", facts.name());
    metadata.put("log_name", "audit");
    metadata.put("original_time", line.text("at"));
    return metadata;
  }

  private static Map<String, Object> actor(ExportOrigin origin) {
    Map<String, Object> actor = new LinkedHashMap<>();
    actor.put("app_name", "vibe");
    if (!origin.user().isEmpty()) {
      actor.put("user", Map.of("name", origin.user()));
    }
    if (origin.process() > 0) {
      Map<String, Object> process = new LinkedHashMap<>();
      process.put("pid", origin.process());
      process.put("name", "vibe");
      actor.put("process", process);
    }
    return actor;
  }

  private static Map<String, Object> device(ExportOrigin origin) {
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("type_id", 0);
    if (!origin.host().isEmpty()) {
      device.put("hostname", origin.host());
    }
    return device;
  }

  /** What the class is about, which each of them requires. */
  private static void subject(
      Map<String, Object> all, Kind kind, RecordFacts facts, ExportOrigin origin) {
    switch (kind.uid()) {
      case Kind.PROCESS -> {
        Map<String, Object> process = new LinkedHashMap<>();
        process.put("name", facts.line().text("tool"));
        if (!facts.commandLine().isEmpty()) {
          process.put("cmd_line", facts.commandLine());
        }
        all.put("process", process);
        facts.number("exit_code").ifPresent(code -> all.put("exit_code", code));
      }
      case Kind.FILE -> {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("name", facts.path().substring(facts.path().lastIndexOf('/') + 1));
        file.put("path", facts.path());
        file.put("type_id", 1);
        all.put("file", file);
      }
      case Kind.LIFECYCLE -> {
        Map<String, Object> app = new LinkedHashMap<>();
        app.put("name", "vibe");
        app.put("vendor_name", "vibe");
        all.put("app", app);
      }
      default -> {
        all.put("api", Map.of("operation", facts.name()));
        all.put(
            "src_endpoint", origin.host().isEmpty() ? Map.of() : Map.of("hostname", origin.host()));
      }
    }
    facts.number("duration_ms").ifPresent(duration -> all.put("duration", duration));
  }
}
