package dev.vibe.audit;

import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Message of syslog (RFC 5424) with a record as its text, and frame of it for a stream: its length
 * in bytes, a blank, the message (RFC 6587, 3.4.1; RFC 5425, 4.3).
 *
 * <p>The facility is 13, log audit. Structured data tells what collectors filter by.
 */
record SyslogMessage(String host, long process) {

  /** Log audit. */
  private static final int FACILITY = 13;

  private static final int WARNING = 4;
  private static final int NOTICE = 5;
  private static final int INFORMATIONAL = 6;

  /** The number that RFC 5612 keeps for examples: nobody has registered one for this product. */
  private static final String DATA_ID = "audit@32473";

  private static final int LONGEST_HOST = 255;
  private static final int LONGEST_EVENT = 32;
  private static final int LONGEST_TIME = 32;

  /** Collectors need not take more than this many digits' worth. */
  private static final long LARGEST_SEQUENCE = 2_147_483_647L;

  byte[] frame(String line) {
    byte[] message = message(line).getBytes(StandardCharsets.UTF_8);
    byte[] head = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[head.length + message.length];
    System.arraycopy(head, 0, frame, 0, head.length);
    System.arraycopy(message, 0, frame, head.length, message.length);
    return frame;
  }

  String message(String line) {
    Map<String, Object> fields = fields(line);
    int priority = FACILITY * 8 + severity(fields);
    return String.join(
        " ",
        "<" + priority + ">1",
        printable(text(fields, "at", "-"), LONGEST_TIME),
        printable(host, LONGEST_HOST),
        "vibe",
        Long.toString(process),
        printable(text(fields, "event", "-"), LONGEST_EVENT),
        data(fields),
        line);
  }

  private static int severity(Map<String, Object> fields) {
    String outcome = text(fields, "outcome", "ok");
    if (Boolean.FALSE.equals(fields.get("granted")) || outcome.equals("denied")) {
      return WARNING;
    }
    return outcome.equals("ok") ? INFORMATIONAL : NOTICE;
  }

  private static String data(Map<String, Object> fields) {
    StringBuilder data = new StringBuilder("[").append(DATA_ID);
    for (String name : new String[] {"seq", "session", "phase", "tool", "outcome", "hash"}) {
      if (fields.containsKey(name)) {
        data.append(' ').append(name).append("=\"").append(value(fields, name)).append('"');
      }
    }
    long sequence = fields.get("seq") instanceof Number seq ? seq.longValue() : 1;
    return data.append("][meta sequenceId=\"")
        .append((sequence - 1) % LARGEST_SEQUENCE + 1)
        .append("\"]")
        .toString();
  }

  /** Three characters have a meaning there. */
  private static String value(Map<String, Object> fields, String name) {
    return text(fields, name, "").replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]");
  }

  /** A header field holds no blank and nothing but ASCII. */
  private static String printable(String text, int most) {
    String clean = text.replaceAll("[^!-~]", "_");
    return clean.isEmpty() ? "-" : clean.substring(0, Math.min(most, clean.length()));
  }

  private static String text(Map<String, Object> fields, String name, String otherwise) {
    Object value = fields.get(name);
    return value == null ? otherwise : value.toString();
  }

  private static Map<String, Object> fields(String line) {
    try {
      return Json.object(line);
    } catch (JsonShapeException e) {
      return new LinkedHashMap<>(); // out of a spill that somebody has changed
    }
  }
}
