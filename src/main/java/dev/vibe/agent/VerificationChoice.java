package dev.vibe.agent;

import java.util.Optional;

/**
 * Choice of the command that must pass after the last change of a run, if any. Thread-safe: a
 * person may change it while a run goes on, which the next look at it sees.
 */
public final class VerificationChoice {

  private volatile Optional<Wanted> wanted;

  /**
   * A command that must pass.
   *
   * @param attempts how often a run is told of its failure and goes on
   */
  public record Wanted(String command, int attempts) {

    public Wanted {
      if (command.isBlank() || attempts < 1) {
        throw new IllegalArgumentException(attempts + " attempts at \"" + command + "\"");
      }
    }
  }

  public VerificationChoice(Optional<Wanted> wanted) {
    this.wanted = wanted;
  }

  /** One that nothing has to pass by. */
  public static VerificationChoice none() {
    return new VerificationChoice(Optional.empty());
  }

  public Optional<Wanted> wanted() {
    return wanted;
  }

  public void want(Optional<Wanted> other) {
    wanted = other;
  }
}
