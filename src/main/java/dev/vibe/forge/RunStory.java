package dev.vibe.forge;

import dev.vibe.event.RunResult;
import java.util.Optional;

/**
 * Story of a run, for those who read its pull request.
 *
 * @param result as its record has it
 * @param prompt that it was given; empty where that is not to be shown
 * @param check that was to pass; empty where none was named
 */
public record RunStory(RunResult result, String prompt, Optional<Check> check) {

  /**
   * Command that shows whether the work is done.
   *
   * @param tree that it ran on; perhaps empty
   */
  public record Check(String command, int exitCode, String tree) {}
}
