package dev.vibe.audit;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Sink that writes each line to a standard stream. */
record StreamSink(PrintStream stream) implements LineSink {

  @Override
  public Optional<Problem> take(String line) {
    stream.println(line);
    stream.flush();
    return stream.checkError()
        ? Optional.of(
            new Problem(
                ProblemCode.AUDIT_FAILED,
                "the audit log cannot be written to the standard stream",
                "nobody reads it, or its disk is full",
                "send it elsewhere"))
        : Optional.empty();
  }

  @Override
  public List<Problem> takeNotices() {
    return List.of();
  }

  @Override
  public void close() {
    stream.flush();
  }
}
