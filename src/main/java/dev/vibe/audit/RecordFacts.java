package dev.vibe.audit;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Facts of a record that more than one form of export needs. Pure. */
record RecordFacts(AuditLine line) {

  /** Result of what a record tells of. */
  enum Result {
    SUCCESS,
    FAILURE,
    /** It has only begun, or there is nothing to fail. */
    OPEN
  }

  String event() {
    return line.text("event");
  }

  boolean isBefore() {
    return line.text("phase").equals("before");
  }

  /** Event, action and phase in one word, e.g. {@code tool-command-before}. */
  String name() {
    String action = line.text("action");
    return event() + (action.isEmpty() ? "" : "-" + action) + "-" + line.text("phase");
  }

  boolean isDenied() {
    return line.text("outcome").equals("denied") || line.text("granted").equals("false");
  }

  Result result() {
    if (isDenied()) {
      return Result.FAILURE;
    }
    String outcome = line.text("outcome");
    boolean hasFailed = !outcome.isEmpty() && !outcome.equals("ok");
    if (hasFailed || number("exit_code").orElse(0L) != 0) {
      return Result.FAILURE;
    }
    boolean isDone = line.text("phase").equals("after") || line.text("granted").equals("true");
    return isDone ? Result.SUCCESS : Result.OPEN;
  }

  /** The command of a call, as far as the log holds it. */
  String commandLine() {
    return line.text("action").equals("command") ? line.text("arguments") : "";
  }

  String path() {
    return line.text("path");
  }

  /** Milliseconds since 1970; 0 where the record has no time that can be read. */
  long time() {
    try {
      return Instant.parse(line.text("at")).toEpochMilli();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  Optional<Long> number(String field) {
    return line.fields().get(field) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }
}
