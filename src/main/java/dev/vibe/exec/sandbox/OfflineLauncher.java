package dev.vibe.exec.sandbox;

import dev.vibe.exec.Launcher;
import dev.vibe.exec.shell.LineReader;
import dev.vibe.exec.shell.LineReading;
import dev.vibe.file.ProgramPath;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Launcher that starts commands in a network namespace of their own, in which there is nothing but
 * loopback. What this machine offers for that is tried out once, when the first command wants to
 * start; where it offers nothing, only commands that certainly just read are started. Thread-safe.
 *
 * <p>It keeps off the network, no more: a command can still ask another program of the same user
 * over a Unix socket, such as a container daemon, to reach it.
 */
public final class OfflineLauncher implements Launcher {

  private static final int SECONDS = 2;

  /** Prints the namespace that a program is in; two prints differ when the namespaces do. */
  private static final String NAMESPACE = "/proc/self/ns/net";

  private final ProgramPath programs;
  private Optional<Way> found = Optional.empty();
  private boolean tried;

  /**
   * A way to start a program without a network.
   *
   * @param name for people
   * @param prefix what goes before the program
   */
  private record Way(String name, List<String> prefix) {}

  /**
   * Tries nothing yet.
   *
   * @param folders where the programs have to be that it needs, which neither the workspace nor the
   *     user's path may choose
   */
  public OfflineLauncher(List<Path> folders) {
    this.programs = new ProgramPath(folders, List.of());
  }

  @Override
  public boolean isOffline() {
    return true;
  }

  /** Files are not kept from it. */
  @Override
  public String confinement() {
    return way().isPresent()
        ? "without a network, but with all your files"
        : Launcher.super.confinement();
  }

  @Override
  public Optional<Problem> obstacle(String command) {
    return isHarmless(command) || way().isPresent() ? Optional.empty() : Optional.of(missing());
  }

  /** Git may ask where a partial clone came from; of a pipe the shell gets more than this text. */
  private static boolean isHarmless(String command) {
    return LineReader.read(command) instanceof LineReading.Reads reads
        && !reads.asksGit()
        && command.indexOf('|') < 0;
  }

  @Override
  public List<String> argv(List<String> shell, Path directory) {
    Optional<Problem> obstacle = obstacle(shell.getLast());
    if (obstacle.isPresent()) {
      throw new VibeException(ExitCode.REFUSED, obstacle.get());
    }
    List<String> argv = new ArrayList<>();
    way().ifPresent(way -> argv.addAll(way.prefix()));
    argv.addAll(shell);
    return argv;
  }

  /** How it keeps commands off the network, for people; empty when it cannot. Tries it out. */
  public String means() {
    return way().map(Way::name).orElse("");
  }

  /** What is missing when it cannot. */
  private static Problem missing() {
    return new Problem(
        ProblemCode.NOT_OFFLINE,
        "this machine cannot keep commands off the network",
        "neither unshare (with unprivileged user namespaces) nor bwrap works here",
        "install util-linux or bubblewrap and allow user namespaces, or leave --offline out");
  }

  private synchronized Optional<Way> way() {
    if (!tried) {
      found = ways().stream().filter(OfflineLauncher::works).findFirst();
      tried = !Thread.currentThread().isInterrupted();
    }
    return found;
  }

  /** Its absolute path; empty when there is none of that name. */
  private String program(String name) {
    return programs.find(name).map(Path::toString).orElse("");
  }

  /** The best first. All keep the user's own id, so that files look as they do outside. */
  private List<Way> ways() {
    String shell = program("sh");
    String unshare = program("unshare");
    String ip = program("ip");
    String setpriv = program("setpriv");
    String bwrap = program("bwrap");
    List<Way> ways = new ArrayList<>();
    if (Stream.of(shell, unshare, ip, setpriv).noneMatch(String::isEmpty)) {
      // The rights over the new namespace are needed to bring loopback up, and given back then.
      String start =
          ip + " link set lo up && exec " + setpriv + " --ambient-caps=-all --inh-caps=-all \"$@\"";
      ways.add(
          new Way(
              "unshare",
              List.of(
                  unshare,
                  "--user",
                  "--map-current-user",
                  "--keep-caps",
                  "--net",
                  shell,
                  "-c",
                  start,
                  "sh")));
    }
    if (!bwrap.isEmpty()) {
      ways.add(
          new Way("bubblewrap", List.of(bwrap, "--dev-bind", "/", "/", "--unshare-net", "--")));
    }
    if (!unshare.isEmpty()) {
      ways.add(
          new Way(
              "unshare, without loopback",
              List.of(unshare, "--user", "--map-current-user", "--net")));
    }
    return ways;
  }

  /** Not that it starts, but that the started program is elsewhere, is what counts. */
  private static boolean works(Way way) {
    List<String> argv = new ArrayList<>(way.prefix());
    argv.addAll(List.of(ProgramPath.ofSystem("readlink"), NAMESPACE));
    Process process;
    try {
      String here = Files.readSymbolicLink(Path.of(NAMESPACE)).toString();
      ProcessBuilder builder =
          new ProcessBuilder(argv)
              .redirectInput(new File("/dev/null"))
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().keySet().retainAll(Set.of("PATH"));
      process = builder.start();
      try {
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        String there = ended ? text(process) : "";
        return there.startsWith("net:[") && !there.equals(here);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String text(Process process) throws IOException {
    return new String(process.getInputStream().readNBytes(256), StandardCharsets.UTF_8).strip();
  }
}
