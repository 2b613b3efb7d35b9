package dev.vibe.exec;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Request to run a command.
 *
 * @param command the text given to {@code bash -c}, which runs it as it is
 * @param directory the working folder, absolute
 * @param limit how long it may take, at most {@link #LONGEST}, and a check {@link #LONGEST_CHECK};
 *     without meaning in the background
 * @param background whether it goes on running while the session does
 * @param reach how much of the machine it may reach
 */
public record CommandRequest(
    String command, Path directory, Duration limit, boolean background, Launch.Reach reach) {

  /** When nothing else is said: enough for most builds, short enough to notice a hang. */
  public static final Duration USUAL = Duration.ofMinutes(2);

  public static final Duration LONGEST = Duration.ofMinutes(10);

  /** Of a check that the user wants, which may be a build with all of its tests. */
  public static final Duration LONGEST_CHECK = Duration.ofHours(1);

  public CommandRequest {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("a time limit must be positive: " + limit);
    }
    Duration most = reach == Launch.Reach.UNSEEN ? LONGEST_CHECK : LONGEST;
    limit = limit.compareTo(most) > 0 ? most : limit;
  }

  /** The same with another text for the shell. */
  public CommandRequest running(String other) {
    return new CommandRequest(other, directory, limit, background, reach);
  }

  /** The same, but only for so long. */
  CommandRequest within(Duration rest) {
    return new CommandRequest(command, directory, rest, background, reach);
  }

  /** The same, reaching as far. */
  public CommandRequest reaching(Launch.Reach far) {
    return new CommandRequest(command, directory, limit, background, far);
  }

  public static CommandRequest foreground(String command, Path directory, Duration limit) {
    return new CommandRequest(command, directory, limit, false, Launch.Reach.AS_SET);
  }

  /** One that a person gives: it runs as they would run it. */
  public static CommandRequest ofPerson(String command, Path directory) {
    return foreground(command, directory, LONGEST).reaching(Launch.Reach.OUTSIDE);
  }

  /** One that the user set up to look at what others did. */
  public static CommandRequest check(String command, Path directory) {
    return new CommandRequest(command, directory, LONGEST_CHECK, false, Launch.Reach.UNSEEN);
  }

  public static CommandRequest background(String command, Path directory) {
    return new CommandRequest(command, directory, LONGEST, true, Launch.Reach.AS_SET);
  }
}
