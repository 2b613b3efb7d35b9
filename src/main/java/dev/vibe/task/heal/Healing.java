package dev.vibe.task.heal;

import dev.vibe.event.RunResult;
import dev.vibe.problem.Problem;
import dev.vibe.verify.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Outcome of a healing.
 *
 * @param last the last time that the command ran
 * @param attempts that were made, in order
 * @param runs what the model's runs came to, in order
 * @param notes what else people have to know, a line each
 * @param problem why it did not end well; empty when it did
 */
public record Healing(
    Verdict verdict,
    String command,
    Optional<Verification> last,
    List<HealAttempt> attempts,
    List<RunResult> runs,
    List<String> notes,
    Optional<Problem> problem) {

  /** Verdict on the command. */
  public enum Verdict {
    /** It passed, so nothing was done. */
    PASSES,
    /** It failed once, and passed unchanged. */
    FLAKY,
    HEALED,
    /** It still fails. */
    RED,
    /** It cannot be run at all. */
    UNRUNNABLE,
    /** Something ended the work before. */
    STOPPED
  }

  public Healing {
    attempts = List.copyOf(attempts);
    runs = List.copyOf(runs);
    notes = List.copyOf(notes);
  }

  /** What people are told at the end; the first line says it all. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        switch (verdict) {
          case PASSES -> "`" + command + "` passes; nothing to heal";
          case FLAKY -> "`" + command + "` is flaky: it failed, and passed unchanged";
          case HEALED -> "healed: `" + command + "` passes" + answer();
          case RED -> "`" + command + "` still fails after " + attempted();
          case UNRUNNABLE -> "`" + command + "` cannot be run";
          case STOPPED -> "stopped; `" + command + "` still fails";
        });
    lines.addAll(notes);
    attempts.forEach(attempt -> lines.add("  " + attempt.line()));
    return String.join("\n", lines);
  }

  private String attempted() {
    return attempts.size() + (attempts.size() == 1 ? " attempt" : " attempts");
  }

  /** The model's own words of what it did, the first line. */
  private String answer() {
    return runs.isEmpty()
        ? ""
        : runs.getLast().answer().lines().findFirst().map(line -> "\n" + line).orElse("");
  }
}
