package dev.vibe.task.heal;

import dev.vibe.problem.Problem;
import dev.vibe.task.TaskRunner;
import dev.vibe.verify.Verification;
import dev.vibe.verify.report.FailureReport;
import java.util.List;
import java.util.Optional;

/**
 * Port to what a healing works on: the folder, its commands, the model. Owned by one thread; all of
 * it blocks.
 */
public interface Workbench extends TaskRunner {

  /** Runs a command of the user's on the files as they are. */
  Verified verify(String command) throws InterruptedException;

  /**
   * Outcome of a command.
   *
   * @param report what failed; without meaning when it is green
   * @param ran how many tests ran; negative where that is not known
   * @param putBack protected files that it changed, and that are as they were again
   */
  record Verified(Verification verification, FailureReport report, int ran, List<String> putBack) {
    public Verified {
      putBack = List.copyOf(putBack);
    }

    boolean isGreen() {
      return verification.isGreen();
    }
  }

  /** A few lines around the places that a report names, for the model. */
  String excerpts(FailureReport report, int most);

  /** How many characters a prompt may have, so that the model's window has room for the work. */
  int room();

  /**
   * An attempt begins: what is changed from now on belongs to it.
   *
   * @throws dev.vibe.problem.VibeException when there is no model to ask
   */
  void begin() throws InterruptedException;

  /** What the attempt changed so far. */
  List<ChangedSource> changes();

  /** What the model wanted to do in the attempt and was not allowed, in words for people. */
  List<String> refusals();

  /** The attempt's changes as a diff, at most so long. */
  String diff(int most);

  /** Takes back what the attempt changed; what could not be is a problem. */
  Optional<Problem> takeBack();

  /** Takes back what all attempts changed that stand. */
  Optional<Problem> takeBackAll();

  /** Commits what stands; a problem when it could not be, or there is nothing to commit to. */
  Optional<Problem> commit(String message);

  /** Tells people how far it is. */
  void say(String line);
}
