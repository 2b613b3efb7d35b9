package dev.vibe.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A failure as a person needs it: what failed, why, and what to try.
 *
 * @param code stable, lower case with dashes, e.g. {@code no-api-key}; scripts may match on it
 * @param what what could not be done, one clause without a final stop
 * @param cause why, one line; empty when nothing is known beyond {@code what}
 * @param remedy what to try, one line; empty when there is nothing to try
 */
public record Problem(String code, String what, String cause, String remedy) {

  public Problem {
    Objects.requireNonNull(code);
    Objects.requireNonNull(what);
    Objects.requireNonNull(cause);
    Objects.requireNonNull(remedy);
  }

  /** By name, as JSON shows it. */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("code", code);
    fields.put("what", what);
    fields.put("cause", cause);
    fields.put("remedy", remedy);
    return fields;
  }

  /** The form shown on standard error: up to three lines, no final line break. */
  public String render() {
    StringBuilder out =
        new StringBuilder("vibe: ").append(what).append("  [").append(code).append(']');
    if (!cause.isEmpty()) {
      out.append("\n  cause: ").append(cause);
    }
    if (!remedy.isEmpty()) {
      out.append("\n  try:   ").append(remedy);
    }
    return out.toString();
  }
}
