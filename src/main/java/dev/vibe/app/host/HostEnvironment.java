package dev.vibe.app.host;

import dev.vibe.config.VibePaths;
import dev.vibe.exec.OwnProcess;
import dev.vibe.terminal.TtyState;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Environment of the process: everything from outside it, passed in once.
 *
 * @param directory where the process was started, absolute
 * @param random for session ids and the jitter of retries; never for secrets
 * @param version of this product
 * @param process guarded before the first command starts; knows the secrets
 * @param state where sessions, logs and audit are kept, other than {@link VibePaths#stateDir} where
 *     that cannot be written to
 */
public record HostEnvironment(
    Map<String, String> environment,
    Path home,
    Path directory,
    Streams streams,
    TtyState tty,
    Clock clock,
    RandomGenerator random,
    String version,
    Platform platform,
    StopSwitch stop,
    OwnProcess process,
    StateFolder state) {

  /**
   * The machine.
   *
   * @param name for the model, e.g. {@code Linux amd64}
   * @param temporary folder for what need not last
   * @param fileNames how the names of files are encoded
   * @param systemFolders where the programs of the system are, which neither the workspace nor the
   *     user's path can choose; what confines commands comes from there
   * @param settings what its administrator has set; no variable moves it
   */
  public record Platform(
      String name, Path temporary, Charset fileNames, List<Path> systemFolders, Path settings) {

    public Platform {
      systemFolders = List.copyOf(systemFolders);
    }

    /** With the settings where the system has them. */
    public Platform(String name, Path temporary, Charset fileNames, List<Path> systemFolders) {
      this(name, temporary, fileNames, systemFolders, VibePaths.SYSTEM);
    }
  }

  /** The standard streams. */
  public record Streams(InputStream in, PrintStream out, PrintStream err) {}

  /** The same where nobody sees or hears anything. */
  public HostEnvironment muted() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new HostEnvironment(
        environment,
        home,
        directory,
        new Streams(InputStream.nullInputStream(), nowhere, nowhere),
        new TtyState(false, false, false),
        clock,
        random,
        version,
        platform,
        stop,
        process,
        state);
  }

  /** The same with chance and a stop of its own, to run beside others. */
  public HostEnvironment beside(StopSwitch own) {
    RandomGenerator seeded;
    synchronized (random) {
      seeded = new SplittableRandom(random.nextLong());
    }
    return new HostEnvironment(
        environment,
        home,
        directory,
        streams,
        tty,
        clock,
        seeded,
        version,
        platform,
        own,
        process,
        state);
  }

  public VibePaths paths() {
    return VibePaths.of(environment, home).withSystem(platform.settings());
  }

  public PrintStream out() {
    return streams.out();
  }

  public PrintStream err() {
    return streams.err();
  }
}
