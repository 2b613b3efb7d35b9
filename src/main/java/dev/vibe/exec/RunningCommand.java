package dev.vibe.exec;

import dev.vibe.text.SecretMask;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Command that was started: its shell, its output, and the means to end all of it. */
final class RunningCommand {

  private static final File NOTHING = new File("/dev/null");

  /** Between two looks at the output of a command that somebody watches. */
  private static final Duration SNAPSHOT_EVERY = Duration.ofMillis(100);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(3);
  private static final int CHUNK = 64 * 1024;

  private final Process shell;
  private final ProcessSupervisor supervisor;
  private final Capture capture;
  private final LeftProcesses left;
  private final SecretMask secrets;
  private final CommandId id;
  private final Path pipeCodes;
  private final Launch launch;
  private List<String> notes = List.of();
  private boolean over;
  private final CountDownLatch outputEnded = new CountDownLatch(1);

  private RunningCommand(Process shell, Parts parts) {
    this.shell = shell;
    this.supervisor = parts.supervisor();
    this.capture = parts.capture();
    this.left = parts.left();
    this.secrets = parts.secrets();
    this.pipeCodes = parts.pipeCodes();
    this.launch = parts.launch();
    this.id =
        new CommandId(parts.mark(), shell.pid(), AdoptedProcesses.begin(shell.pid()).orElse(0L));
  }

  /**
   * Parts that a command is run with.
   *
   * @param mark in the environment of all that it starts
   * @param secrets taken out of what it writes before that is kept anywhere
   * @param pipeCodes where the shell may write down how the parts of its last pipe ended
   * @param launch how it is started
   */
  record Parts(
      ProcessSupervisor supervisor,
      LeftProcesses left,
      Capture capture,
      String mark,
      SecretMask secrets,
      Path pipeCodes,
      Launch launch) {}

  /** Starts what {@code builder} describes and a thread that reads what it writes. */
  static RunningCommand start(ProcessBuilder builder, Parts parts) throws IOException {
    builder.redirectInput(NOTHING).redirectErrorStream(true);
    Optional<Path> pipe = parts.supervisor().pipe();
    Started started =
        pipe.isPresent() ? started(builder, parts, pipe.get()) : started(builder, parts);
    Process shell = started.shell();
    parts.supervisor().watch(shell.pid());
    RunningCommand command = new RunningCommand(shell, parts);
    // A platform thread: reading a pipe would hold the carrier of a virtual one.
    Thread.ofPlatform().daemon().name("command-output").start(() -> command.read(started.output()));
    return command;
  }

  private record Started(Process shell, InputStream output) {}

  private static Started started(ProcessBuilder builder, Parts parts) throws IOException {
    Process shell = parts.launch().starter().start(builder);
    return new Started(shell, shell.getInputStream());
  }

  private static Started started(ProcessBuilder builder, Parts parts, Path pipe)
      throws IOException {
    // Open both ways while the command starts: one way alone would wait for the other side.
    FileChannel both = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE);
    InputStream output = new FileInputStream(pipe.toFile());
    try {
      builder.redirectOutput(pipe.toFile());
      return new Started(parts.launch().starter().start(builder), output);
    } catch (IOException e) {
      output.close();
      throw e;
    } finally {
      both.close();
      Files.deleteIfExists(pipe);
    }
  }

  private void read(InputStream output) {
    byte[] chunk = new byte[CHUNK];
    SecretMask.Bytes pieces = secrets.bytes();
    try (output) {
      long total = 0;
      for (int n = output.read(chunk); n >= 0; n = output.read(chunk)) {
        boolean isKept = total < Capture.SPILL_BYTES;
        total += n;
        keep(pieces.add(chunk, n));
        if (isKept && total >= Capture.SPILL_BYTES) { // the file is full, and ends are masked later
          keep(pieces.knownOnly());
        }
      }
    } catch (IOException e) {
      // The JDK closes its own pipes when the shell ends; what was read until then counts.
    } finally {
      keep(pieces.rest());
      capture.close();
      outputEnded.countDown();
    }
  }

  private void keep(byte[] bytes) {
    capture.add(bytes, bytes.length);
  }

  CommandId id() {
    return id;
  }

  long group() {
    return shell.pid();
  }

  Path pipeCodes() {
    return pipeCodes;
  }

  Capture capture() {
    return capture;
  }

  /** Of the shell; {@link ProcessResult#NONE} while it runs. */
  int exitCode() {
    return shell.isAlive() ? ProcessResult.NONE : shell.exitValue();
  }

  /** Waits for the shell, not for what it leaves behind. */
  boolean awaitShell(Duration limit) throws InterruptedException {
    return shell.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * As {@link #awaitShell(Duration)}.
   *
   * @param watcher told what is written meanwhile
   */
  boolean awaitShell(Duration limit, Consumer<OutputSnapshot> watcher) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    Duration rest = limit;
    while (rest.compareTo(SNAPSHOT_EVERY) > 0) {
      if (awaitShell(SNAPSHOT_EVERY)) {
        return true;
      }
      capture.snapshot().ifPresent(watcher);
      rest = Duration.ofNanos(end - System.nanoTime());
    }
    return awaitShell(rest);
  }

  /** Waits until nobody can write to the output any more. */
  boolean awaitOutput(Duration limit) throws InterruptedException {
    return outputEnded.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  boolean outputEnded() {
    return outputEnded.getCount() == 0;
  }

  /** Its shell, or anything that it started. */
  boolean isRunning() {
    return shell.isAlive() || !outputEnded() || !others().isEmpty();
  }

  /** Processes of this command that live on beside its shell. */
  List<ProcessHandle> others() {
    return left.of(id);
  }

  /** Waits for what confined it, one process alone, which is taken down after its shell. */
  void awaitTakingDown(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (others().size() == 1 && System.nanoTime() < end) {
      TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
    }
  }

  void terminate() {
    supervisor.terminate(group());
    everyProcess().forEach(ProcessHandle::destroy);
  }

  void kill() {
    supervisor.kill(group());
    everyProcess().forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
    left.end(id);
  }

  /** Nothing of it runs any more. */
  void forget() {
    supervisor.forget(group());
    synchronized (this) {
      if (!over) {
        over = true;
        notes = launch.after().get();
      }
    }
  }

  /** What is to be told once it is over. */
  synchronized List<String> notes() {
    return notes;
  }

  String level() {
    return launch.level();
  }

  /** What a signal to the group may miss: processes that left it, or all where there is none. */
  private List<ProcessHandle> everyProcess() {
    Set<ProcessHandle> all = new LinkedHashSet<>(MarkedProcesses.find(id.mark(), 0));
    all.addAll(left.of(id));
    return all.isEmpty() ? shell.descendants().toList() : List.copyOf(all);
  }
}
