package dev.vibe.app.run;

import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.problem.ExitCode;
import dev.vibe.text.Durations;
import java.time.Duration;
import java.util.Optional;

/** Limit on the time of a run, which stops it wherever it stands. */
public final class RunTimeout {

  private RunTimeout() {}

  /** The one on the command line, until it is known what the whole configuration says. */
  public static Optional<Duration> wanted(RunOptions given) {
    return given.flags().stream()
        .filter(flag -> flag.key().equals("timeout"))
        .findFirst()
        .flatMap(flag -> Durations.parse(flag.text()));
  }

  /**
   * Begins to count, on a thread of the system: those of a blocked run may be all that virtual ones
   * have.
   *
   * @param timeout none when it is not positive
   * @return to be interrupted when another limit counts
   */
  public static Thread start(Duration timeout, StopSwitch stop) {
    return Thread.ofPlatform()
        .daemon()
        .name("timeout")
        .start(
            () -> {
              try {
                if (timeout.isPositive()) {
                  Thread.sleep(timeout);
                  stop.request(ExitCode.TIMEOUT);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
