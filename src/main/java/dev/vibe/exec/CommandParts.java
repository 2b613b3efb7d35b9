package dev.vibe.exec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runner of the parts of a command one after another, into one output and within one time limit.
 *
 * @param parts at least one
 * @param output where all of them write
 * @param one runs one of them
 */
record CommandParts(
    List<CommandPart> parts, Capture output, Function<CommandRequest, ProcessResult> one) {

  /** So long may a part take for which no time is left. */
  private static final Duration LEAST = Duration.ofMillis(1);

  /** The result is that of the last part that ran, with what came of the others. */
  ProcessResult run(CommandRequest request) {
    long start = System.nanoTime();
    List<String> left = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    @Nullable ProcessResult last = null;
    for (CommandPart part : parts) {
      boolean isLeftOut =
          last != null && part.when() == CommandPart.When.IF_DONE && last.exitCode() != 0;
      if (isLeftOut) {
        continue;
      }
      Duration rest = request.limit().minusNanos(System.nanoTime() - start);
      output.reopen();
      last = one.apply(request.running(part.text()).within(rest.isPositive() ? rest : LEAST));
      left.addAll(last.leftBehind());
      notes.addAll(last.notes());
      if (last.ending() != ProcessResult.Ending.EXITED) {
        break;
      }
    }
    if (last == null) {
      throw new IllegalArgumentException("a command has a part");
    }
    return last.of(Duration.ofNanos(System.nanoTime() - start), left, notes);
  }
}
