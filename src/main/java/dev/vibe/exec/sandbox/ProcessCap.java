package dev.vibe.exec.sandbox;

import static dev.vibe.exec.shell.ShellWriter.quoted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Cap on how many processes the commands of a session have at one time, for root, whom no limit of
 * its own holds: a control group of the kernel, which commands enter before they start.
 *
 * @param group its folder
 */
record ProcessCap(Path group) implements AutoCloseable {

  private static final Path GROUPS = Path.of("/sys/fs/cgroup");
  private static final String OF_PROCESSES = ":pids:";

  /** A group of its own; empty where this machine lets nobody make one. */
  static Optional<ProcessCap> of(int most) {
    return parent().flatMap(parent -> made(parent, most));
  }

  private static Optional<ProcessCap> made(Path parent, int most) {
    Path group = parent.resolve("vibe-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    try {
      Files.createDirectory(group);
      Path limit = group.resolve("pids.max");
      if (Files.exists(limit)) {
        Files.writeString(limit, Integer.toString(most));
        return Optional.of(new ProcessCap(group));
      }
      Files.delete(group);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Where this process is in the hierarchy of this kind, else the top of the one for all kinds. */
  private static Optional<Path> parent() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
        int at = line.indexOf(OF_PROCESSES);
        if (at >= 0) {
          String own = line.substring(at + OF_PROCESSES.length()).replaceFirst("^/+", "");
          return Optional.of(GROUPS.resolve("pids").resolve(own)).filter(Files::isWritable);
        }
      }
      return Optional.of(GROUPS).filter(Files::isWritable);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What a shell runs, so that it and all that it starts are counted. */
  String entering() {
    // Of a shell, which is one thread, the same; but for "procs" the kernel stops all others of the
    // machine that start or end something, and waits some ten milliseconds until they have.
    Path thread = group.resolve("tasks");
    Path entrance = Files.exists(thread) ? thread : group.resolve("cgroup.procs");
    return "echo 0 >" + quoted(entrance.toString());
  }

  /** Nothing in it runs any more. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(group);
    } catch (IOException e) {
      // An empty folder of the kernel, gone with the next start of the machine.
    }
  }
}
