import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Installs the built product below a prefix, with a Java runtime of its own: {@code
 * lib/vibe/<version>-<digest>/}, the link {@code lib/vibe/current} that names the one in use, and
 * links through it from {@code bin} and {@code share}. Removes versions that nothing runs.
 *
 * @param prefix absolute
 */
record Installation(Layout layout, Path prefix) {

  /** What the product and its libraries use; a start reads no more of the runtime than it needs. */
  private static final String MODULES =
      "java.base,java.logging,java.management,java.naming,java.xml,jdk.unsupported";

  /**
   * The security providers that are in those modules; others would be searched for at each start.
   */
  private static final int PROVIDERS = 5;

  /** Links below the prefix; each leads to the same path in the version that is in use. */
  private static final List<String> LINKS =
      List.of(
          "bin/vibe",
          "share/man/man1/vibe.1",
          "share/bash-completion/completions/vibe",
          "share/zsh/site-functions/_vibe",
          "share/fish/vendor_completions.d/vibe.fish");

  public static void main(String[] args) throws Exception {
    Path prefix = Path.of(args[1]).toAbsolutePath().normalize();
    Layout layout = new Layout(Path.of(args[2]), Path.of(args[3]), Path.of(args[4]));
    Installation installation = new Installation(layout, prefix);
    switch (args[0]) {
      case "install" -> installation.install();
      case "uninstall" -> installation.uninstall();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private void install() throws IOException, InterruptedException, ReflectiveOperationException {
    Path versions = Files.createDirectories(versions());
    String name = version() + "-" + layout.digest();
    Path home = versions.resolve(name);
    if (!Layout.isComplete(home)) {
      Layout.delete(home);
      link(home.resolve("jre"));
      layout.lay(home, home.resolve("jre"));
    }
    replaceLink(versions.resolve("current"), Path.of(name));
    for (String link : LINKS) {
      Path place = prefix.resolve(link);
      Files.createDirectories(place.getParent());
      Path target = versions.resolve("current").resolve(link);
      replaceLink(place, place.getParent().relativize(target));
    }
    for (Path other : Layout.list(versions)) {
      if (Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
          && !other.equals(home)
          && !Layout.isRunning(other)) {
        Layout.delete(other);
      }
    }
  }

  private void uninstall() throws IOException {
    for (String link : LINKS) {
      Path place = prefix.resolve(link);
      if (Files.isSymbolicLink(place)
          && place
              .getParent()
              .resolve(Files.readSymbolicLink(place))
              .normalize()
              .startsWith(versions())) {
        Files.delete(place);
        deleteEmpty(place.getParent());
      }
    }
    Files.deleteIfExists(versions().resolve("current"));
    Layout.delete(versions());
    deleteEmpty(versions().getParent());
  }

  private Path versions() {
    return prefix.resolve("lib/vibe");
  }

  private String version() throws IOException, ReflectiveOperationException {
    return layout.texts().get("lib/version.txt").strip().replace("vibe ", "");
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

  private static void trimProviders(Path file) throws IOException {
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
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
      throw new IOException(link + " is there and not ours");
    }
    Path next = link.resolveSibling(link.getFileName() + ".new");
    Files.deleteIfExists(next);
    Files.createSymbolicLink(next, target);
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes empty folders upwards, up to the prefix and not beyond. */
  private void deleteEmpty(Path folder) throws IOException {
    for (Path at = folder; at.startsWith(prefix) && !at.equals(prefix); at = at.getParent()) {
      if (!Files.isDirectory(at) || !Layout.list(at).isEmpty()) {
        return;
      }
      Files.delete(at);
    }
  }
}
