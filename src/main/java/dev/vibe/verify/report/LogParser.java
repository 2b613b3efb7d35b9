package dev.vibe.verify.report;

import java.util.Optional;

/** Parser of one kind of output. Never throws, whatever the output is. */
@FunctionalInterface
interface LogParser {

  /** Empty where the output is not of this kind, or tells no failure. */
  Optional<FailureReport> read(LogLines log);
}
