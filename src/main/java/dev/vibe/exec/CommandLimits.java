package dev.vibe.exec;

import java.util.Optional;

/**
 * Limits of a command, as the system enforces them; empty for none. The shell sets them for itself
 * and all that it starts.
 *
 * @param memoryMegabytes that one process may address
 * @param processes of the user in all, threads counted; the system exempts root
 * @param fileMegabytes that one file may be long
 * @param cpuSeconds that one process may compute
 */
public record CommandLimits(
    Optional<Integer> memoryMegabytes,
    Optional<Integer> processes,
    Optional<Integer> fileMegabytes,
    Optional<Integer> cpuSeconds) {

  public static final CommandLimits NONE =
      new CommandLimits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final int KILOBYTES = 1024;

  /**
   * What a shell runs first; empty when nothing is limited.
   *
   * @param isBash whether it is bash: a plain shell counts files in blocks, and processes by
   *     another letter
   */
  String opening(boolean isBash) {
    StringBuilder text = new StringBuilder();
    memoryMegabytes.ifPresent(most -> set(text, 'v', (long) most * KILOBYTES));
    processes.ifPresent(most -> set(text, isBash ? 'u' : 'p', most));
    fileMegabytes.ifPresent(most -> set(text, 'f', (long) most * KILOBYTES * (isBash ? 1 : 2)));
    cpuSeconds.ifPresent(most -> set(text, 't', most));
    return text.toString();
  }

  /** One that is lower already stays. */
  private static void set(StringBuilder text, char letter, long most) {
    text.append("ulimit -").append(letter).append(' ').append(most).append(" 2>/dev/null; ");
  }
}
