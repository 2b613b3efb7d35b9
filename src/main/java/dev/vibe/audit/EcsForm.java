package dev.vibe.audit;

import dev.vibe.audit.RecordFacts.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Form of records in the Elastic Common Schema, version 9: nested objects, and what it has no field
 * for under {@code vibe}.
 */
final class EcsForm {

  private static final String VERSION = "9.0.0";
  private static final long NANOS_PER_MILLI = 1_000_000;

  private EcsForm() {}

  static Map<String, Object> of(AuditLine line, ExportOrigin origin) {
    RecordFacts facts = new RecordFacts(line);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("@timestamp", line.text("at"));
    all.put("ecs", Map.of("version", VERSION));
    all.put("event", event(facts));
    put(all, "host", "hostname", origin.host());
    put(all, "user", "name", origin.user());
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("name", "vibe");
    service.put("type", "vibe");
    if (!origin.version().isEmpty()) {
      service.put("version", origin.version());
    }
    all.put("service", service);
    Map<String, Object> process = process(facts, origin);
    if (!process.isEmpty()) {
      all.put("process", process);
    }
    put(all, "file", "path", facts.path());
    Map<String, Object> model = model(facts);
    if (!model.isEmpty()) {
      all.put("gen_ai", model);
    }
    all.put("vibe", line.fields());
    return all;
  }

  private static Map<String, Object> event(RecordFacts facts) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("kind", "event");
    event.put("category", List.of(category(facts)));
    event.put("type", List.of(type(facts)));
    event.put("action", facts.name());
    event.put(
        "outcome",
        facts.result() == Result.OPEN ? "unknown" : facts.result().name().toLowerCase(Locale.ROOT));
    event.put("module", "vibe");
    event.put("dataset", "vibe.audit");
    event.put("sequence", facts.line().link().seq());
    event.put("id", facts.line().link().hash());
    facts.number("duration_ms").ifPresent(ms -> event.put("duration", ms * NANOS_PER_MILLI));
    if (!facts.line().text("code").isEmpty()) {
      event.put("code", facts.line().text("code"));
    }
    return event;
  }

  private static String category(RecordFacts facts) {
    if (facts.isDenied()) {
      return "api"; // the only one of these that knows what was denied
    }
    return switch (facts.event()) {
      case AuditEvents.SESSION, AuditEvents.RUN -> "session";
      case AuditEvents.FILE, AuditEvents.UNDO -> "file";
      case AuditEvents.MODEL,
          AuditEvents.PROMPT,
          AuditEvents.REPLY,
          AuditEvents.APPROVAL,
          AuditEvents.COMMIT,
          AuditEvents.PULL_REQUEST ->
          "api";
      case AuditEvents.TOOL ->
          switch (facts.line().text("action")) {
            case "read", "edit" -> "file";
            default -> "process";
          };
      case AuditEvents.VERIFICATION -> "process";
      default -> "host";
    };
  }

  private static String type(RecordFacts facts) {
    if (facts.isDenied()) {
      return "denied";
    }
    return switch (facts.event()) {
      case AuditEvents.APPROVAL -> "allowed";
      case AuditEvents.FILE ->
          switch (facts.line().text("change")) {
            case "created" -> "creation";
            case "deleted" -> "deletion";
            default -> "change";
          };
      case AuditEvents.COMMIT, AuditEvents.PULL_REQUEST, AuditEvents.UNDO ->
          facts.isBefore() ? "info" : "change";
      case AuditEvents.TOOL ->
          switch (facts.line().text("action")) {
            case "read" -> "access";
            case "edit" -> "change";
            default -> facts.isBefore() ? "start" : "end";
          };
      case AuditEvents.VERIFICATION -> "end";
      case AuditEvents.MODEL -> facts.isBefore() ? "access" : "info";
      case AuditEvents.SESSION, AuditEvents.RUN ->
          facts.isBefore() ? "start" : facts.line().text("phase").equals("after") ? "end" : "info";
      default -> "info";
    };
  }

  private static Map<String, Object> process(RecordFacts facts, ExportOrigin origin) {
    Map<String, Object> process = new LinkedHashMap<>();
    if (!facts.commandLine().isEmpty()) {
      process.put("command_line", facts.commandLine());
      facts.number("exit_code").ifPresent(code -> process.put("exit_code", code));
      if (origin.process() > 0) {
        process.put("parent", own(origin));
      }
    } else if (origin.process() > 0) {
      process.putAll(own(origin));
    }
    if (!origin.folder().isEmpty()) {
      process.put("working_directory", origin.folder());
    }
    return process;
  }

  /** In a fixed order. */
  private static Map<String, Object> own(ExportOrigin origin) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("pid", origin.process());
    own.put("name", "vibe");
    return own;
  }

  private static Map<String, Object> model(RecordFacts facts) {
    Map<String, Object> model = new LinkedHashMap<>();
    String name = facts.line().text("model");
    if (facts.event().equals(AuditEvents.MODEL) && !name.isEmpty()) {
      model.put("operation", Map.of("name", "chat"));
      model.put("request", Map.of("model", name));
      Map<String, Object> usage = new LinkedHashMap<>();
      facts.number("input_tokens").ifPresent(count -> usage.put("input_tokens", count));
      facts.number("output_tokens").ifPresent(count -> usage.put("output_tokens", count));
      if (!usage.isEmpty()) {
        model.put("usage", usage);
      }
    }
    return model;
  }

  private static void put(Map<String, Object> all, String group, String name, String value) {
    if (!value.isEmpty()) {
      all.put(group, Map.of(name, value));
    }
  }
}
