package dev.vibe.tool.builtin;

import dev.vibe.exec.ProcessResult;
import dev.vibe.exec.ProcessResult.Ending;
import dev.vibe.exec.shell.LastPipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reading of how a command ended, in which the parts of a pipe count, too.
 *
 * @param told which parts failed behind an exit code of 0; empty when none did
 * @param badCode the code other than 0 that the command, or the first of those parts, ended with
 */
record PipeReading(String told, Optional<Integer> badCode) {

  /** They end so when what they look for is not there, or is not the same. */
  private static final Set<String> ANSWERS_BY_1 =
      Set.of("grep", "egrep", "fgrep", "zgrep", "rg", "ag", "diff", "cmp", "test", "[");

  /** Of a part that wrote more than the next one wanted to read. */
  private static final int BROKEN_PIPE = 141;

  static PipeReading of(String command, ProcessResult result) {
    if (result.ending() != Ending.EXITED) {
      return new PipeReading("", Optional.empty());
    }
    if (result.exitCode() != 0) {
      return new PipeReading("", Optional.of(result.exitCode()));
    }
    List<String> parts = LastPipe.parts(command);
    if (parts.size() < 2) {
      return new PipeReading("", Optional.empty()); // codes are of a pipe further up
    }
    List<Integer> codes = result.pipeCodes();
    boolean isKnown = parts.size() == codes.size();
    List<String> failed = new ArrayList<>();
    Optional<Integer> first = Optional.empty();
    for (int i = 0; i < codes.size(); i++) {
      int code = codes.get(i);
      String part = isKnown ? parts.get(i) : "";
      if (code != 0 && code != BROKEN_PIPE && !isAnswer(part, code)) {
        failed.add((isKnown ? "\"" + part + "\"" : "part " + (i + 1)) + " with " + code);
        first = first.or(() -> Optional.of(code));
      }
    }
    return new PipeReading(
        failed.isEmpty() ? "" : ", but in the pipe failed " + String.join(", ", failed), first);
  }

  private static boolean isAnswer(String part, int code) {
    String program = part.split(" ", 2)[0];
    return code == 1 && ANSWERS_BY_1.contains(program.substring(program.lastIndexOf('/') + 1));
  }
}
