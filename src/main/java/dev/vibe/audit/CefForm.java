package dev.vibe.audit;

import dev.vibe.audit.RecordFacts.Result;
import dev.vibe.text.ControlChars;
import java.util.Locale;

/**
 * Form of records in the Common Event Format of ArcSight, version 0: a head of seven fields, then
 * pairs with the names of its dictionary. Long contents are left to the log itself.
 */
final class CefForm {

  private static final int LOW = 2;
  private static final int MEDIUM = 5;
  private static final int HIGH = 7;

  /** What the dictionary allows for a custom text and a message. */
  private static final int LONGEST = 1023;

  private CefForm() {}

  static String of(AuditLine line, ExportOrigin origin) {
    RecordFacts facts = new RecordFacts(line);
    StringBuilder out = new StringBuilder("CEF:0|vibe|vibe|");
    out.append(head(origin.version().isEmpty() ? "-" : origin.version())).append('|');
    out.append(head(facts.name())).append('|');
    out.append(head(title(facts))).append('|');
    out.append(severity(facts)).append('|');
    Pairs pairs = new Pairs(out);
    pairs.add("rt", facts.time() > 0 ? Long.toString(facts.time()) : "");
    pairs.add("cat", facts.event());
    pairs.add("act", act(facts));
    pairs.add(
        "outcome",
        facts.result() == Result.OPEN ? "" : facts.result().name().toLowerCase(Locale.ROOT));
    pairs.add("externalId", Long.toString(line.link().seq()));
    pairs.add("dvchost", origin.host());
    pairs.add("suser", origin.user());
    pairs.add("dvcpid", origin.process() > 0 ? Long.toString(origin.process()) : "");
    pairs.add("filePath", facts.path());
    pairs.add("destinationServiceName", line.text("model"));
    pairs.add("request", line.text("endpoint"));
    pairs.add("reason", line.text("code"));
    pairs.add("msg", message(facts));
    pairs.labelled("cs1", "session", line.text("session"));
    pairs.labelled("cs2", "tool", line.text("tool"));
    pairs.labelled("cs3", "call", line.text("call"));
    pairs.labelled("cs4", "by", line.text("by"));
    pairs.labelled("cs5", "hash", line.link().hash());
    pairs.labelled("cs6", "prev", line.prev());
    pairs.labelled("cn1", "exitCode", line.text("exit_code"));
    pairs.labelled("cn2", "durationMs", line.text("duration_ms"));
    return out.toString().stripTrailing();
  }

  private static String title(RecordFacts facts) {
    String tool = facts.line().text("tool");
    return facts.event() + (tool.isEmpty() ? "" : " " + tool) + " " + facts.line().text("phase");
  }

  private static int severity(RecordFacts facts) {
    return facts.isDenied() ? HIGH : facts.result() == Result.FAILURE ? MEDIUM : LOW;
  }

  private static String act(RecordFacts facts) {
    if (facts.event().equals(AuditEvents.APPROVAL)) {
      return facts.isDenied() ? "deny" : "allow";
    }
    return facts.isDenied() ? "deny" : facts.line().text("action");
  }

  private static String message(RecordFacts facts) {
    for (String field : new String[] {"subject", "arguments", "message", "text"}) {
      String text = facts.line().text(field);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static String head(String text) {
    return text.replace("\\", "\\\\").replace("|", "\\|").replaceAll("[\\r\\n]+", " ");
  }

  /** Pairs behind the head. */
  private record Pairs(StringBuilder out) {

    void add(String key, String value) {
      if (!value.isEmpty()) {
        out.append(key).append('=').append(escaped(cut(value))).append(' ');
      }
    }

    void labelled(String key, String label, String value) {
      if (!value.isEmpty()) {
        add(key + "Label", label);
        add(key, value);
      }
    }

    private static String cut(String value) {
      if (value.length() <= LONGEST) {
        return value;
      }
      int end = Character.isHighSurrogate(value.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
      return value.substring(0, end);
    }

    private static String escaped(String value) {
      return ControlChars.neutralise(value)
          .replace("\\", "\\\\")
          .replace("=", "\\=")
          .replace("\r\n", "\\n")
          .replace("\n", "\\n")
          .replace("\r", "\\r");
    }
  }
}
