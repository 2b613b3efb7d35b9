package dev.vibe.lsp.wire;

import dev.vibe.rpc.Params;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finding about a place in a document.
 *
 * @param severity an error where none is told
 * @param code of the rule, or empty
 * @param source who found it, or empty
 */
public record Diagnostic(
    TextRange range, Severity severity, String code, String source, String message) {

  /** How bad it is; the worst first. */
  public enum Severity {
    ERROR(1),
    WARNING(2),
    INFORMATION(3),
    HINT(4);

    private final int number;

    Severity(int number) {
      this.number = number;
    }

    /** Its number in the protocol. */
    public int number() {
      return number;
    }

    static Optional<Severity> of(int number) {
      return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
    }
  }

  /**
   * The one that a message holds.
   *
   * @throws dev.vibe.rpc.RpcException when it is none
   */
  public static Diagnostic of(Params json) {
    return new Diagnostic(
        TextRange.of(json.object("range")),
        json.optionalNumber("severity").flatMap(Severity::of).orElse(Severity.ERROR),
        json.value("code").map(Diagnostic::code).orElse(""),
        json.optionalText("source").orElse(""),
        message(json));
  }

  /** A server of 3.18 may give markup in the place of a text. */
  private static String message(Params json) {
    return json.value("message").orElse("") instanceof Map<?, ?>
        ? json.object("message").text("value")
        : json.text("message");
  }

  /** A number or a text. */
  private static String code(Object code) {
    return code instanceof Number number && number.doubleValue() == number.longValue()
        ? Long.toString(number.longValue())
        : code.toString();
  }

  /** Those of a list of a message. */
  public static List<Diagnostic> all(List<Params> list) {
    return list.stream().map(Diagnostic::of).toList();
  }

  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("range", range.json());
    json.put("severity", severity.number());
    if (!code.isEmpty()) {
      json.put("code", code);
    }
    if (!source.isEmpty()) {
      json.put("source", source);
    }
    json.put("message", message);
    return json;
  }
}
