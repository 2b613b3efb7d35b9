package dev.vibe.config;

import dev.vibe.problem.Problem;
import java.util.List;

/** Outcome of loading a configuration. */
public sealed interface ConfigResult {

  /**
   * A configuration to work with.
   *
   * @param notices what the user should know, though nothing is wrong enough to stop
   */
  record Valid(Config config, List<Problem> notices) implements ConfigResult {
    public Valid {
      notices = List.copyOf(notices);
    }
  }

  /**
   * Nothing may start: part of a broken configuration is not a configuration.
   *
   * @param problems at least one, in the order of the layers; the exit code is 2
   */
  record Invalid(List<Problem> problems) implements ConfigResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
