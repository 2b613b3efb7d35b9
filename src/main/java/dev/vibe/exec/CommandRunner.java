package dev.vibe.exec;

import dev.vibe.exec.ProcessResult.Ending;
import dev.vibe.file.ProgramPath;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runner of commands in a shell, each in a process group and session of its own, without a terminal
 * and with nothing to read. Thread-safe; owned by a session, which closes it.
 *
 * <p>Where {@code setsid} is missing, commands share the process group of the session, and ending
 * one means to end its descendants one by one.
 */
public final class CommandRunner implements AutoCloseable {

  /** How long a command may take to obey a polite signal at its time limit. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** The same when a person waits for it to stop. */
  private static final Duration INTERRUPT_GRACE = Duration.ofMillis(300);

  /** How long the output may stay open after the shell's end before that counts as left behind. */
  private static final Duration STRAGGLERS = Duration.ofMillis(500);

  /** How long a background command is watched, so that one that fails at once is told as such. */
  private static final Duration SETTLE = Duration.ofMillis(250);

  /** So many processes left behind are a swarm, which is ended. */
  private static final int SWARM = 100;

  /** Linux takes at most 128 KiB in one argument, in bytes with the NUL at its end. */
  private static final int LONGEST_ARGUMENT = 100_000;

  private final ChildEnvironment.Source source;
  private final Path directory;
  private final Launcher launcher;
  private final OwnProcess process;
  private final String mark;
  private final AtomicInteger count = new AtomicInteger();
  private final Set<RunningCommand> live = ConcurrentHashMap.newKeySet();
  private final Jobs jobs = new Jobs(command -> end(command, GRACE));
  private @Nullable Workplace workplace;
  private boolean closed;

  /**
   * What every command starts from; made with the first one, because a session that runs none
   * should not pay for it before its first request.
   *
   * @param session the argument prefix that gives a process a session of its own; empty where there
   *     is none
   */
  private record Workplace(
      ChildEnvironment environment,
      List<String> session,
      String shell,
      ProcessSupervisor supervisor,
      AdoptedProcesses adopted,
      LeftProcesses left) {}

  /**
   * Starts nothing yet.
   *
   * @param source what the environment of commands is made from
   * @param directory where outputs too long to keep in memory go, as {@code command-N.log}, and
   *     commands too long for an argument, as {@code command-N.sh}; made when it is first needed,
   *     private to the user
   * @param launcher how a shell is started
   * @param process guarded before the first command starts
   */
  public CommandRunner(
      ChildEnvironment.Source source, Path directory, Launcher launcher, OwnProcess process) {
    this.source = source;
    this.directory = directory.toAbsolutePath();
    this.launcher = launcher;
    this.process = process;
    this.mark =
        ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
  }

  /**
   * Runs a command and waits for it: until its shell ends, its time limit ends it, or the calling
   * thread is interrupted, which ends it at once and leaves the thread's flag set. Processes left
   * running do not hold the call up by more than half a second. In the background it returns within
   * a quarter of a second.
   *
   * @throws VibeException when the machine cannot start it, or may not as it is confined
   */
  public ProcessResult run(CommandRequest request) {
    return run(request, snapshot -> {});
  }

  /**
   * As {@link #run(CommandRequest)}.
   *
   * @param watcher told what is written, at most ten times a second, on the calling thread
   */
  public ProcessResult run(CommandRequest request, Consumer<OutputSnapshot> watcher) {
    int number = count.incrementAndGet();
    Capture capture = new Capture(directory.resolve("command-" + number + ".log"));
    List<CommandPart> parts = launcher.parts(request);
    return parts.size() == 1
        ? run(request, watcher, capture, number)
        : new CommandParts(
                parts, capture, each -> run(each, watcher, capture, count.incrementAndGet()))
            .run(request);
  }

  private ProcessResult run(
      CommandRequest request, Consumer<OutputSnapshot> watcher, Capture capture, int number) {
    long start = System.nanoTime();
    RunningCommand command;
    try {
      command = start(request, capture, number);
    } catch (IOException e) {
      String cause = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.COMMAND_NOT_STARTED,
              "cannot start a command in " + request.directory(),
              cause,
              "check that the folder exists and that the machine can start processes"),
          e);
    }
    try {
      Duration limit = request.background() ? SETTLE : request.limit();
      if (command.awaitShell(limit, watcher)) {
        command.awaitOutput(STRAGGLERS);
        return settled(command, start);
      }
      if (request.background()) {
        jobs.add(request.command(), command);
        return result(Ending.RUNNING, command, start, List.of());
      }
      return result(Ending.TIMED_OUT, command, start, end(command, GRACE));
    } catch (InterruptedException e) {
      List<String> left = end(command, INTERRUPT_GRACE);
      Thread.currentThread().interrupt();
      return result(Ending.INTERRUPTED, command, start, left);
    }
  }

  /** The commands that go on in the background. */
  public Jobs jobs() {
    return jobs;
  }

  /** What commands are started with. */
  public Launcher launcher() {
    return launcher;
  }

  /** Whether commands have no network. */
  public boolean isOffline() {
    return launcher.isOffline();
  }

  /**
   * Whether nothing that a command starts can get away from its end and from {@link #close}, but
   * what another user's rights protect. Known from the first command on.
   */
  public synchronized boolean findsAll() {
    return workplace != null && workplace.adopted().isSure();
  }

  /** Whether a command runs, or something that one left behind. */
  public boolean isAnythingRunning() {
    return live.stream().anyMatch(RunningCommand::isRunning);
  }

  private RunningCommand start(CommandRequest request, Capture capture, int number)
      throws IOException {
    Workplace from = workplace();
    String name = mark + "-" + number + ".";
    Launch launch = launcher.launch(request, shell(from, request, number));
    List<String> argv = new ArrayList<>(from.session());
    argv.addAll(launch.argv());
    ProcessBuilder builder = new ProcessBuilder(argv).directory(request.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(from.environment().variables());
    builder.environment().putAll(launch.environment());
    builder.environment().put(MarkedProcesses.VARIABLE, name);
    if (request.background()) {
      capture.openSpill();
    }
    from.left().aboutToStart();
    RunningCommand.Parts parts =
        new RunningCommand.Parts(
            from.supervisor(),
            from.left(),
            capture,
            name,
            process.secrets(),
            pipeCodes(number),
            launch);
    // Nobody may look for adopted processes between its start and the word that it is none.
    synchronized (from.adopted()) {
      RunningCommand command = RunningCommand.start(builder, parts);
      from.adopted().started(command.group());
      live.add(command);
      return command;
    }
  }

  /** A command that is too long for an argument is read from a file, private to the user. */
  private List<String> shell(Workplace from, CommandRequest request, int number)
      throws IOException {
    String wanted = request.command();
    boolean isBash = from.shell().endsWith("bash");
    String noting = isBash ? PipeCodes.noting(wanted, pipeCodes(number)) : wanted;
    String command = launcher.limits(request).opening(from.shell()) + noting;
    byte[] bytes = command.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST_ARGUMENT) {
      return List.of(from.shell(), "-c", command);
    }
    Path script = directory.resolve("command-" + number + ".sh");
    Files.write(script, bytes);
    return List.of(from.shell(), script.toString());
  }

  private Path pipeCodes(int number) {
    return ended(directory).resolve("command-" + number + ".pipe");
  }

  /**
   * The one folder that commands themselves write to, for the runner.
   *
   * @param outputs the folder that the runner was given
   */
  public static Path ended(Path outputs) {
    return outputs.toAbsolutePath().resolve("ended");
  }

  private synchronized Workplace workplace() throws IOException {
    if (closed) {
      throw new IllegalStateException("the session has ended");
    }
    if (workplace == null) {
      ChildEnvironment environment = ChildEnvironment.from(source);
      List<String> session =
          ProgramPath.inSystem("setsid")
              .or(() -> environment.find("setsid"))
              .map(Path::toString)
              .stream()
              .toList();
      String shell = environment.find("bash").map(Path::toString).orElse("sh");
      Files.createDirectories(
          ended(directory),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      AdoptedProcesses adopted = new AdoptedProcesses(process.await().adopting(), mark);
      ProcessSupervisor supervisor = ProcessSupervisor.start(session, directory, mark);
      workplace =
          new Workplace(
              environment,
              session,
              shell,
              supervisor,
              adopted,
              new LeftProcesses(adopted, supervisor, this::liveIds));
    }
    return workplace;
  }

  private List<CommandId> liveIds() {
    return live.stream().map(RunningCommand::id).toList();
  }

  /** The shell has ended by itself: finds out what it left behind. */
  private ProcessResult settled(RunningCommand command, long start) throws InterruptedException {
    if (!command.level().isEmpty()) {
      command.awaitTakingDown(STRAGGLERS);
    }
    List<String> left = new ArrayList<>(described(command));
    if (left.size() > SWARM) {
      String note = "it left " + left.size() + " processes running, which were ended";
      return result(Ending.EXITED, command, start, end(command, INTERRUPT_GRACE)).noting(note);
    }
    if (left.isEmpty() && !command.outputEnded()) {
      left.add("a process of group " + command.group());
    }
    if (left.isEmpty()) {
      command.forget();
      live.remove(command);
    } else {
      command.capture().openSpill();
    }
    return result(Ending.EXITED, command, start, left);
  }

  private static List<String> described(RunningCommand command) {
    return command.others().stream().map(MarkedProcesses::describe).toList();
  }

  /**
   * Ends everything the command started: politely, then for good.
   *
   * @return what lives all the same
   */
  private List<String> end(RunningCommand command, Duration grace) {
    boolean interrupted = false;
    command.terminate();
    try {
      if (command.awaitShell(grace)) {
        // What confines the shell may have ended before it.
        command.awaitOutput(grace);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    command.kill();
    try {
      command.awaitShell(GRACE);
      command.awaitOutput(INTERRUPT_GRACE);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    List<String> survivors = described(command);
    command.forget();
    live.remove(command);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return survivors;
  }

  private static ProcessResult result(
      Ending ending, RunningCommand command, long start, List<String> left) {
    return new ProcessResult(
        ending,
        command.exitCode(),
        command.capture().output(),
        Duration.ofNanos(System.nanoTime() - start),
        command.group(),
        left,
        ending == Ending.EXITED ? PipeCodes.take(command.pipeCodes()) : List.of(),
        command.level(),
        command.notes());
  }

  /**
   * Ends everything that still runs, in the background or left behind, within about a second.
   * Idempotent.
   */
  @Override
  public void close() {
    Workplace used;
    synchronized (this) {
      closed = true;
      used = workplace;
      workplace = null;
    }
    if (used == null) {
      return;
    }
    Map<Boolean, List<RunningCommand>> living =
        live.stream().collect(Collectors.partitioningBy(RunningCommand::isRunning));
    // The id of a group that ended by itself may be somebody else's by now.
    living.getOrDefault(false, List.of()).forEach(RunningCommand::forget);
    List<RunningCommand> left = living.getOrDefault(true, List.of());
    left.forEach(RunningCommand::terminate);
    long deadline = System.nanoTime() + INTERRUPT_GRACE.toNanos();
    try {
      for (RunningCommand command : left) {
        command.awaitOutput(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    left.forEach(RunningCommand::kill);
    live.clear();
    MarkedProcesses.find(mark, 0).forEach(ProcessHandle::destroyForcibly);
    used.left().endAll();
    left.forEach(RunningCommand::forget);
    used.supervisor().close();
    launcher.close();
    try {
      Files.deleteIfExists(ended(directory));
    } catch (IOException e) {
      // A command put something into it.
    }
  }
}
