package dev.vibe.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Failure as a person needs it: what failed, why, and what to try.
 *
 * @param code what kind of failure it is; its id is stable, scripts may match on it
 * @param what what could not be done, one clause without a final stop
 * @param cause why, one line; empty when nothing is known beyond {@code what}
 * @param remedy what to try, one line; empty when there is nothing to try
 */
public record Problem(ProblemCode code, String what, String cause, String remedy) {

  public Problem {
    Objects.requireNonNull(code);
    Objects.requireNonNull(what);
    Objects.requireNonNull(cause);
    Objects.requireNonNull(remedy);
  }

  /**
   * As it stands in a log, which another version may have written: a code that is not known here is
   * kept in the cause.
   */
  public static Problem read(String id, String what, String cause, String remedy) {
    return ProblemCode.of(id)
        .map(known -> new Problem(known, what, cause, remedy))
        .orElseGet(
            () ->
                new Problem(
                    ProblemCode.UNKNOWN,
                    what,
                    (cause.isEmpty() ? "" : cause + "; ") + "its code is " + id,
                    remedy));
  }

  /** One that is a fault of vibe itself: {@code what} broke on it. */
  public static Problem ofFault(String what, Throwable fault) {
    String message = fault.getMessage() == null ? "" : ": " + fault.getMessage();
    return new Problem(
        ProblemCode.INTERNAL_ERROR,
        what + " broke on a fault of vibe itself",
        fault.getClass().getSimpleName() + message,
        "run it again with --log-file FILE and report what is in that file");
  }

  /** By name, as JSON shows it. */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("code", code.id());
    fields.put("what", what);
    fields.put("cause", cause);
    fields.put("remedy", remedy);
    return fields;
  }

  /** The form shown on standard error: up to three lines, no final line break. */
  public String render() {
    StringBuilder out =
        new StringBuilder("vibe: ").append(what).append("  [").append(code.id()).append(']');
    if (!cause.isEmpty()) {
      out.append("\n  cause: ").append(cause);
    }
    if (!remedy.isEmpty()) {
      out.append("\n  try:   ").append(remedy);
    }
    return out.toString();
  }
}
