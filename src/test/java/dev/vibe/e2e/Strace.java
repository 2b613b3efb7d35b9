package dev.vibe.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs the product under {@code strace}, which tells what it writes, and kills it or lets the
 * kernel refuse at one of these calls.
 *
 * <p>Calls are counted by thread and name, so all virtual threads are put on one thread.
 */
final class Strace {

  /** What changes something on the disk. */
  private static final String CALLS =
      "openat,write,pwrite64,fsync,fdatasync,rename,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat";

  /** Stops the process at these calls only, not at all. */
  private static final String FILTER = "--seccomp-bpf";

  private static final Pattern LINE = Pattern.compile("(\\d+) +([a-z0-9]+)\\((.*)");
  private static final Pattern NAME = Pattern.compile("[\"<](/[^\">]*)[\">]");

  /**
   * One call.
   *
   * @param path what it is about, the last one named where there are two
   * @param count how many calls of this name the thread has made, this one included
   */
  record Call(String thread, String name, String path, int count) {

    /** The same place in another run, in which ids differ. */
    String place() {
      return name
          + " "
          + path.replaceAll("[0-9a-f]{2}/[0-9a-f]{38}", "ID")
              .replaceAll("noz[0-9]+", "noz")
              .replaceAll("\\.vibe-[0-9a-f]{8}", ".vibe")
              .replaceAll("[0-9]{8}-[0-9]{6}-[a-z0-9]{4}", "SESSION");
    }
  }

  private final Path scratch;
  private int runs;

  Strace(Path scratch) {
    this.scratch = scratch;
  }

  /** A run that was watched. */
  record Watched(RunningVibe.Ended ended, List<Call> calls, boolean struck) {}

  /** Runs it undisturbed; the calls below these folders, in order. */
  Watched watch(Launcher launcher, List<Path> below, String... arguments) {
    return run(launcher, below, List.of(FILTER, "-e", "trace=" + CALLS), arguments);
  }

  /** Runs it and strikes at a call; the last of the calls is the one that was struck, if any. */
  Watched strike(Launcher launcher, Call at, String fault, String... arguments) {
    String inject = "inject=%s:%s:when=%d".formatted(at.name(), fault, at.count());
    List<String> how = new ArrayList<>(List.of("-e", "trace=" + at.name(), "-e", inject));
    if (fault.startsWith("error=")) {
      how.add(FILTER); // with it, signals are not sent
    }
    return run(launcher, List.of(), how, arguments);
  }

  private Watched run(Launcher launcher, List<Path> below, List<String> how, String... arguments) {
    Path trace = scratch.resolve("trace" + ++runs);
    Path script = scratch.resolve("traced" + runs);
    try {
      Files.writeString(
          script,
          "#!/bin/sh\nexec strace -f -qq -y -s 0 -o '%s' %s '%s' \"$@\"\n"
              .formatted(trace, String.join(" ", how), launcher.command()));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
      RunningVibe.Ended ended =
          launcher
              .command(script)
              .with(
                  "VIBE_JAVA_OPTS",
                  "-Djdk.virtualThreadScheduler.parallelism=1"
                      + " -Djdk.virtualThreadScheduler.maxPoolSize=1")
              .run(arguments);
      List<String> lines = Files.readAllLines(trace, StandardCharsets.ISO_8859_1);
      Files.delete(trace);
      Files.delete(script);
      return new Watched(ended, calls(lines, below), struck(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean struck(List<String> lines) {
    return lines.stream()
        .anyMatch(line -> line.contains("(INJECTED)") || line.contains("killed by SIGKILL"));
  }

  private static List<Call> calls(List<String> lines, List<Path> below) {
    Map<String, Integer> counts = new HashMap<>();
    List<Call> calls = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        continue;
      }
      String name = matcher.group(2);
      int count = counts.merge(matcher.group(1) + name, 1, Integer::sum);
      String path = lastName(matcher.group(3));
      boolean reads = name.equals("openat") && !line.contains("O_CREAT");
      if (!reads && (below.isEmpty() || below.stream().anyMatch(f -> isBelow(path, f)))) {
        calls.add(new Call(matcher.group(1), name, path, count));
      }
    }
    return calls;
  }

  private static boolean isBelow(String path, Path folder) {
    return path.startsWith(folder + "/");
  }

  private static String lastName(String line) {
    String last = "";
    Matcher matcher = NAME.matcher(line.replace("AT_FDCWD<", ""));
    while (matcher.find()) {
      last = matcher.group(1);
    }
    return last;
  }

  /** The calls of the thread that makes most of them: the session's. */
  static List<Call> ofSession(List<Call> calls) {
    Map<String, Long> counts =
        calls.stream().collect(Collectors.groupingBy(Call::thread, Collectors.counting()));
    String busiest =
        counts.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse("");
    return calls.stream().filter(call -> Set.of(busiest).contains(call.thread())).toList();
  }
}
