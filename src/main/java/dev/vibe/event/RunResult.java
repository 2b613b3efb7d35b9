package dev.vibe.event;

import dev.vibe.conversation.Usage;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Result of a run: how it ended, as the public record says it.
 *
 * @param answer the final message; empty when there was none
 * @param turns model replies
 * @param costUsd 0 when the price of the model is not known
 * @param changedFiles relative to the workspace root, each once, in order of first change
 * @param commits full object names, oldest first
 * @param evidence what shows that the work is right
 * @param models every model that was gone to, in order; the last is {@code model}
 * @param pullRequest that it opened or updated, or would have
 * @param attempts that a healing made, in order; empty for other runs
 */
public record RunResult(
    Ending ending,
    String answer,
    String sessionId,
    String model,
    String endpoint,
    int turns,
    Usage usage,
    double costUsd,
    Duration took,
    List<String> changedFiles,
    List<String> commits,
    Evidence evidence,
    List<Asked> models,
    Optional<PullRequest> pullRequest,
    List<Attempt> attempts) {

  /**
   * Attempt of a healing.
   *
   * @param outcome in one word, such as {@code green} or {@code no-better}
   * @param files that it changed, relative to the workspace root
   * @param detail what is to be known of it; may be empty
   */
  public record Attempt(String outcome, List<String> files, String detail) {
    public Attempt {
      files = List.copyOf(files);
    }
  }

  /** Evidence that the work is right. */
  public sealed interface Evidence {

    /** None, and none was claimed. */
    record Nothing() implements Evidence {}

    /** The answer says that something passes, and nothing was run that shows it. */
    record Claimed() implements Evidence {}

    /**
     * The user's command was run.
     *
     * @param exitCode the last one
     * @param tree as in {@link Event.Verified#tree}
     */
    record Verified(String command, int exitCode, String tree) implements Evidence {}
  }

  /**
   * A model at its endpoint.
   *
   * @param model its id; empty when it was to be chosen from a list that could not be had
   */
  public record Asked(String model, String endpoint) {}

  public RunResult {
    changedFiles = List.copyOf(changedFiles);
    commits = List.copyOf(commits);
    models = List.copyOf(models);
    attempts = List.copyOf(attempts);
  }

  /** Of a run that is no healing. */
  public RunResult(
      Ending ending,
      String answer,
      String sessionId,
      String model,
      String endpoint,
      int turns,
      Usage usage,
      double costUsd,
      Duration took,
      List<String> changedFiles,
      List<String> commits,
      Evidence evidence,
      List<Asked> models,
      Optional<PullRequest> pullRequest) {
    this(
        ending,
        answer,
        sessionId,
        model,
        endpoint,
        turns,
        usage,
        costUsd,
        took,
        changedFiles,
        commits,
        evidence,
        models,
        pullRequest,
        List.of());
  }

  /** Without evidence or a pull request. */
  public RunResult(
      Ending ending,
      String answer,
      String sessionId,
      String model,
      String endpoint,
      int turns,
      Usage usage,
      double costUsd,
      Duration took,
      List<String> changedFiles,
      List<String> commits,
      List<Asked> models) {
    this(
        ending,
        answer,
        sessionId,
        model,
        endpoint,
        turns,
        usage,
        costUsd,
        took,
        changedFiles,
        commits,
        new Evidence.Nothing(),
        models,
        Optional.empty());
  }

  /** The same that ended otherwise. */
  public RunResult ending(Ending other) {
    return with(other, answer, pullRequest, attempts);
  }

  /** The same with another answer. */
  public RunResult answering(String other) {
    return with(ending, other, pullRequest, attempts);
  }

  /** The same with this pull request. */
  public RunResult with(PullRequest request) {
    return with(ending, answer, Optional.of(request), attempts);
  }

  /** The same with these attempts. */
  public RunResult with(List<Attempt> made) {
    return with(ending, answer, pullRequest, made);
  }

  private RunResult with(
      Ending end, String said, Optional<PullRequest> request, List<Attempt> made) {
    return new RunResult(
        end,
        said,
        sessionId,
        model,
        endpoint,
        turns,
        usage,
        costUsd,
        took,
        changedFiles,
        commits,
        evidence,
        models,
        request,
        made);
  }

  /** Well, or with a problem and the exit code that belongs to it. */
  public sealed interface Ending {

    record Well() implements Ending {}

    record Badly(ExitCode exitCode, Problem problem) implements Ending {}
  }

  public ExitCode exitCode() {
    return switch (ending) {
      case Ending.Well() -> ExitCode.DONE;
      case Ending.Badly(ExitCode exitCode, Problem problem) -> exitCode;
    };
  }
}
