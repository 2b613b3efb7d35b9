package dev.vibe.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Program that installs the built product below a prefix, with a Java runtime of its own: {@code
 * lib/vibe/<version>-<digest>/}, the link {@code lib/vibe/current} that names the one in use, and
 * links through it from {@code bin} and {@code share}. Removes versions that nothing runs.
 *
 * @param prefix its physical path
 * @param links paths below the prefix; each leads to the same path in the version that is in use
 */
record Installation(Layout layout, Path prefix, List<String> links) {

  /** What the product and its libraries use; a start reads no more of the runtime than it needs. */
  private static final String MODULES =
      "java.base,java.logging,java.management,java.naming,java.xml,jdk.unsupported";

  /**
   * The security providers that are in those modules; others would be searched for at each start.
   */
  private static final int PROVIDERS = 5;

  public static void main(String[] args) throws Exception {
    Layout layout = new Layout(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    List<String> links = Arrays.asList(args).subList(4, args.length);
    try {
      // A running vibe has the physical path in its command line.
      Path prefix = Files.createDirectories(Path.of(args[3])).toRealPath();
      new Installation(layout, prefix, links).install();
    } catch (IOException e) {
      System.err.println(e instanceof FileSystemException ? e.toString() : e.getMessage());
      System.exit(1);
    }
  }

  void install() throws IOException, InterruptedException, ReflectiveOperationException {
    for (String link : links) {
      Path place = prefix.resolve(link);
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(place)) {
        throw new IOException(place + " is there and not ours");
      }
    }
    Path versions = Files.createDirectories(versions());
    String name = version() + "-" + layout.digest();
    Path home = versions.resolve(name);
    if (!Layout.isComplete(home)) {
      Layout.delete(home);
      link(home.resolve("jre"));
      layout.lay(home, home.resolve("jre"));
    }
    replaceLink(versions.resolve("current"), Path.of(name));
    for (String link : links) {
      Path place = prefix.resolve(link);
      Path folder = Files.createDirectories(Objects.requireNonNull(place.getParent()));
      replaceLink(place, folder.relativize(versions.resolve("current").resolve(link)));
    }
    for (Path other : Layout.list(versions)) {
      if (Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
          && !other.equals(home)
          && !Layout.isRunning(other)) {
        Layout.delete(other);
      }
    }
  }

  private Path versions() {
    return prefix.resolve("lib/vibe");
  }

  private String version() throws IOException, ReflectiveOperationException {
    String said = Objects.requireNonNull(layout.texts().get("lib/version.txt"));
    return said.strip().replace("vibe ", "");
  }

  private static void link(Path jre) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Layout.javaHome() + "/bin/jlink",
            "--add-modules",
            MODULES,
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            "--output",
            jre.toString());
    int failed = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (failed != 0) {
      throw new IOException("jlink ended with " + failed);
    }
    trimProviders(jre.resolve("conf/security/java.security"));
  }

  static void trimProviders(Path file) throws IOException {
    List<String> kept = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      boolean isProvider = line.matches("security\\.provider\\.\\d+=.*");
      String number = isProvider ? line.substring(18, line.indexOf('=')) : "0";
      if (Integer.parseInt(number) <= PROVIDERS) {
        kept.add(line);
      }
    }
    Files.write(file, kept, StandardCharsets.ISO_8859_1);
  }

  /** In one step: whoever follows the link meets the old target or the new one. */
  private static void replaceLink(Path link, Path target) throws IOException {
    Path next = link.resolveSibling(link.getFileName() + ".new");
    Files.deleteIfExists(next);
    Files.createSymbolicLink(next, target);
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
  }
}
