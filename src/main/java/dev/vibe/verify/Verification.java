package dev.vibe.verify;

import dev.vibe.exec.OutputText;
import dev.vibe.exec.ProcessResult;
import java.time.Duration;
import java.util.Optional;

/**
 * Verification that was made: what a command said about the files as they were when it began.
 *
 * @param tree the name that Git would give to those files; empty when it is not known
 * @param result how the command ended, with the head and the tail of what it wrote
 * @param kept what the sandbox kept the command from, in words for the model; most often empty
 */
public record Verification(
    String command, String tree, ProcessResult result, Optional<String> kept) {

  /** As {@code timeout(1)} says it. */
  private static final int LATE = 124;

  /** Whether the command said that all is well. */
  public boolean isGreen() {
    return result.ending() == ProcessResult.Ending.EXITED && result.exitCode() == 0;
  }

  /** Whether it was broken off from outside, and says nothing. */
  public boolean isBrokenOff() {
    return result.ending() == ProcessResult.Ending.INTERRUPTED;
  }

  /** Of the shell; 128 + n when signal n ended it, {@link #LATE} at the time limit. */
  public int exitCode() {
    return result.ending() == ProcessResult.Ending.TIMED_OUT ? LATE : result.exitCode();
  }

  public Duration took() {
    return result.took();
  }

  /** How it ended, as it follows the command: {@code exit code 1}. */
  public String how() {
    return switch (result.ending()) {
      case EXITED, RUNNING -> "exit code " + result.exitCode();
      case TIMED_OUT -> "stopped at the time limit after " + took().toMinutes() + " min";
      case INTERRUPTED -> "broken off";
    };
  }

  /**
   * What it wrote: head, what is left out and where the whole is, tail.
   *
   * @param most characters
   */
  public String output(int most) {
    return OutputText.of(result.output(), most);
  }
}
