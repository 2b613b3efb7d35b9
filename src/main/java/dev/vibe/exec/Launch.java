package dev.vibe.exec;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Launch of one command: what is started, and how much of the machine it can reach.
 *
 * @param argv program and arguments
 * @param environment variables it gets besides those of every command
 * @param level the confinement in force, for records: {@code bubblewrap}; empty where there is none
 * @param starter starts the process
 * @param after to be called once when nothing of it runs any more; gives what the model and the
 *     user are to know of it, a line each
 */
public record Launch(
    List<String> argv,
    Map<String, String> environment,
    String level,
    Starter starter,
    Supplier<List<String>> after) {

  /** Starter of the process that a builder describes. */
  @FunctionalInterface
  public interface Starter {
    Process start(ProcessBuilder builder) throws IOException;
  }

  /** Reach of a command, as far as whoever asked for it has a say. */
  public enum Reach {
    /** Whatever the launcher is set to. */
    AS_SET,
    /** It is known to only read, so that it need not be able to write. */
    READING,
    /** The user chose the command, and nobody looked at what it runs: confined if that can be. */
    UNSEEN,
    /** The same of a hook, which works on the data of Git. */
    HOOK,
    /** Somebody said yes to this very command without a sandbox. */
    OUTSIDE
  }

  public Launch {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  /** One that nothing confines. */
  public static Launch plain(List<String> argv) {
    return new Launch(argv, Map.of(), "", ProcessBuilder::start, List::of);
  }
}
