package dev.vibe.exec;

import dev.vibe.file.ProgramPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runner of programs that go on beside a session: with a clean environment, confined like a command
 * of which nobody knows what it does, and ended with vibe, also when that is killed. Thread-safe.
 */
public final class ServerRunner implements AutoCloseable {

  private final ChildEnvironment.Source source;
  private final Path directory;
  private final Launcher launcher;
  private final OwnProcess process;
  private final Set<ServerProcess> running = ConcurrentHashMap.newKeySet();
  private @Nullable ProcessSupervisor supervisor;
  private boolean closed;

  /**
   * Starts nothing yet.
   *
   * @param directory where it keeps what it needs; made when it is first needed
   */
  public ServerRunner(
      ChildEnvironment.Source source, Path directory, Launcher launcher, OwnProcess process) {
    this.source = source;
    this.directory = directory;
    this.launcher = launcher;
    this.process = process;
  }

  /**
   * Starts a program, found on the path that commands have.
   *
   * @param name for threads
   * @param variables besides those of every command
   * @throws IOException when there is no such program, or it cannot be started
   * @throws dev.vibe.problem.VibeException when it may not be started as it is confined
   */
  public ServerProcess start(
      String name, List<String> argv, Path folder, Map<String, String> variables)
      throws IOException {
    OwnProcess.Guarded guarded = process.await();
    ChildEnvironment environment = ChildEnvironment.from(source);
    boolean isThere =
        argv.getFirst().contains("/")
            ? Files.isExecutable(folder.resolve(argv.getFirst()))
            : environment.find(argv.getFirst()).isPresent();
    if (!isThere) {
      throw new IOException("there is no program " + argv.getFirst() + " on the PATH of commands");
    }
    List<String> shell =
        new ArrayList<>(List.of(ProgramPath.ofSystem("sh"), "-c", "exec \"$@\"", "server"));
    shell.addAll(argv);
    Launch launch = launcher.launch(CommandRequest.check(String.join(" ", argv), folder), shell);
    List<String> session = session();
    List<String> all = new ArrayList<>(session);
    all.addAll(launch.argv());
    ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment.variables());
    builder.environment().putAll(launch.environment());
    builder.environment().putAll(variables);
    ProcessSupervisor watching = supervisor(session, guarded);
    Process started = launch.starter().start(builder);
    watching.watch(started.pid());
    ServerProcess[] self = new ServerProcess[1];
    ServerProcess server =
        new ServerProcess(
            name,
            started,
            launch,
            () -> {
              watching.forget(started.pid());
              Optional.ofNullable(self[0]).ifPresent(running::remove);
            });
    self[0] = server;
    running.add(server);
    return server;
  }

  /** Whether there is such a program on the path that commands have. Looks at the disk. */
  public boolean has(String program) {
    return ChildEnvironment.from(source).find(program).isPresent();
  }

  private static List<String> session() {
    return ProgramPath.inSystem("setsid").map(Path::toString).stream().toList();
  }

  private synchronized ProcessSupervisor supervisor(List<String> session, OwnProcess.Guarded own)
      throws IOException {
    if (closed) {
      throw new IOException("the session has ended");
    }
    if (supervisor == null) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      supervisor =
          ProcessSupervisor.start(
              session, directory, "servers-" + ProcessHandle.current().pid() + own.hashCode());
    }
    return supervisor;
  }

  /** Ends all of them; at once where they end with their input. Idempotent. */
  @Override
  public void close() {
    @Nullable ProcessSupervisor used;
    synchronized (this) {
      closed = true;
      used = supervisor;
      supervisor = null;
    }
    List<ServerProcess> left = List.copyOf(running);
    left.forEach(ServerProcess::endInput);
    left.forEach(ServerProcess::close);
    if (used != null) {
      used.close();
    }
    launcher.close();
  }
}
