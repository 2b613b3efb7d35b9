package dev.vibe.exec;

import dev.vibe.file.ProgramPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Supervisor of processes: one small shell beside the session that does what the JDK cannot,
 * without a process for each command: it signals process groups, makes named pipes, and ends every
 * group it watches and every process with the session's mark when the session's process dies
 * without a word, since its standard input then ends.
 *
 * <p>Named pipes instead of the JDK's own, because those are closed as soon as the shell ends: a
 * server left running would fail at its next line of output. Thread-safe. Only {@link #pipe} waits,
 * for some milliseconds at most.
 */
final class ProcessSupervisor implements AutoCloseable {

  /** Making pipes costs a process, so they are made ahead, several at a time. */
  private static final int PIPES_AT_ONCE = 8;

  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM
      live=' '
      strays=
      ended=
      end_stray() {
        read -r stat <"/proc/${1%%:*}/stat" || return
        set -- "$1" ${stat##*) }
        [ "${1#*:}" = "${21}" ] && kill -s KILL "${1%%:*}"
      }
      while read -r verb what; do
        case $verb in
          PIPES) if mkfifo -m 600 $what; then echo made; else echo failed; fi ;;
          WATCH) live="$live$what " ;;
          FORGET) live="${live%% "$what" *} ${live#* "$what" }" ;;
          STRAY) strays="$strays $what" ;;
          END) ended=yes ;;
          TERM|KILL) kill -s "$verb" -- "-$what" ;;
        esac
      done
      for group in $live; do kill -s KILL -- "-$group"; done
      for stray in $strays; do end_stray "$stray"; done
      [ "$ended" ] || for marked in $(grep -lsz "^$2" /proc/[0-9]*/environ); do
        process=${marked#/proc/}
        kill -s KILL "${process%%/*}"
      done
      rm -f pipe-*
      cd / && rmdir "$1"
      """;

  /** Mark by which no runner takes it for something that a command left behind. */
  private static final String NO_COMMAND = "supervisor";

  private final Process shell;
  private final Writer orders;
  private final BufferedReader answers;
  private final Path folder;
  private final ArrayDeque<Path> pipes = new ArrayDeque<>();
  private List<Path> ordered = List.of();
  private int named;

  private ProcessSupervisor(Process shell, Path folder) {
    this.shell = shell;
    this.folder = folder;
    this.orders = shell.outputWriter(StandardCharsets.UTF_8);
    this.answers = shell.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts it.
   *
   * @param session the argument prefix that gives a process a session of its own; may be empty
   * @param directory where it makes its folder of pipes; must exist
   * @param mark that of the commands, see {@link MarkedProcesses}
   */
  static ProcessSupervisor start(List<String> session, Path directory, String mark)
      throws IOException {
    Path folder =
        Files.createTempDirectory(
            directory,
            "pipes-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    List<String> argv = new ArrayList<>(session);
    argv.addAll(
        List.of(
            ProgramPath.ofSystem("sh"),
            "-c",
            SCRIPT,
            "sh",
            folder.toString(),
            MarkedProcesses.VARIABLE + "=" + mark));
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // Commands could read its environment, so it gets no key either.
    builder.environment().clear();
    builder.environment().put("PATH", ProgramPath.ofSystem());
    builder.environment().put(MarkedProcesses.VARIABLE, NO_COMMAND);
    ProcessSupervisor supervisor = new ProcessSupervisor(builder.start(), folder);
    supervisor.orderPipes();
    return supervisor;
  }

  /** A new named pipe that nobody has opened; empty where there are none. */
  synchronized Optional<Path> pipe() {
    takeOrdered();
    // Somebody may have cleaned up the folder meanwhile.
    pipes.removeIf(Files::notExists);
    if (pipes.isEmpty()) {
      orderPipes();
      takeOrdered();
    }
    return Optional.ofNullable(pipes.poll());
  }

  private void takeOrdered() {
    if (pipes.isEmpty() && !ordered.isEmpty()) {
      try {
        if ("made".equals(answers.readLine())) {
          pipes.addAll(ordered);
        }
      } catch (IOException e) {
        pipes.clear();
      }
      ordered = List.of();
    }
  }

  /** From now on the group dies when the session's process does. */
  void watch(long group) {
    order("WATCH " + group);
  }

  /** Orders new pipes, too, when none are left: here no command waits for them. */
  synchronized void forget(long group) {
    order("FORGET " + group);
    if (pipes.isEmpty() && ordered.isEmpty()) {
      orderPipes();
    }
  }

  /** From now on the process, which is in no group that is watched, dies with the session's. */
  void watch(AdoptedProcesses.Id stray) {
    order("STRAY " + stray.pid() + ":" + stray.begin());
  }

  void terminate(long group) {
    order("TERM " + group);
  }

  void kill(long group) {
    order("KILL " + group);
  }

  private void orderPipes() {
    List<Path> names = new ArrayList<>();
    StringBuilder line = new StringBuilder("PIPES");
    for (int i = 0; i < PIPES_AT_ONCE; i++) {
      String name = "pipe-" + ++named;
      names.add(folder.resolve(name));
      line.append(' ').append(name);
    }
    ordered = order(line.toString()) ? names : List.of();
  }

  /** False when it is gone, which only somebody outside can have done. */
  private synchronized boolean order(String line) {
    try {
      orders.write(line + "\n");
      orders.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends it, and with it the groups that it still watches. Waits for at most a second. */
  @Override
  public synchronized void close() {
    order("END in order");
    try {
      orders.close();
    } catch (IOException e) {
      shell.destroyForcibly();
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (!shell.waitFor(1, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
