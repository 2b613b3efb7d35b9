package dev.vibe.app.command;

import dev.vibe.app.host.RunOptions;
import dev.vibe.task.compare.Candidate;
import java.util.List;
import java.util.Optional;

/**
 * Options of {@code vibe compare}.
 *
 * @param prompt the task
 * @param run what the runs have in common
 * @param apply which candidate is applied: a name, or {@link #BEST}; empty for none
 */
public record CompareOptions(
    String prompt,
    List<Candidate> candidates,
    RunOptions run,
    Optional<String> apply,
    OutputForm form) {

  /** Stands for whichever turns out best. */
  public static final String BEST = "best";

  public CompareOptions {
    candidates = List.copyOf(candidates);
  }
}
