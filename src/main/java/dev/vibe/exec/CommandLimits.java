package dev.vibe.exec;

/**
 * Limits of a command, as the system enforces them; 0 for none. The shell sets them for itself and
 * all that it starts.
 *
 * @param memoryMegabytes that one process may address
 * @param processes of the user in all, threads counted; the system exempts root
 * @param fileMegabytes that one file may be long
 * @param cpuSeconds that one process may compute
 */
public record CommandLimits(int memoryMegabytes, int processes, int fileMegabytes, int cpuSeconds) {

  public static final CommandLimits NONE = new CommandLimits(0, 0, 0, 0);

  private static final long KILOBYTES = 1024;

  /** A plain shell counts files in blocks of half a kilobyte. */
  private static final long BLOCKS = 2 * KILOBYTES;

  /** The same with another number of processes. */
  public CommandLimits withProcesses(int most) {
    return new CommandLimits(memoryMegabytes, most, fileMegabytes, cpuSeconds);
  }

  /** What a shell runs first; empty when nothing is limited. */
  String opening(String shell) {
    boolean isBash = shell.endsWith("bash");
    return set('v', memoryMegabytes * KILOBYTES)
        + set(isBash ? 'u' : 'p', processes)
        + set('f', fileMegabytes * (isBash ? KILOBYTES : BLOCKS))
        + set('t', cpuSeconds);
  }

  /** A limit that is lower already stays. */
  private static String set(char letter, long most) {
    return most == 0 ? "" : "ulimit -" + letter + " " + most + " 2>/dev/null; ";
  }
}
