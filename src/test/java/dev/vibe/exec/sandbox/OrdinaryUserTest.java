package dev.vibe.exec.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.exec.CommandLimits;
import dev.vibe.exec.sandbox.SandboxTerms.Wish;
import dev.vibe.testkit.MachineAbility;
import dev.vibe.testkit.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Each level, tried out by a user who is not root: mounts and limits have other rules for him. */
class OrdinaryUserTest {

  private static final String NAMES = "dev/vibe/workspace/protected-names.txt";

  @TempDir private Path temp;

  /** Program that proves the levels, in a folder of its user. */
  static final class Proving {

    private Proving() {}

    public static void main(String[] folders) throws IOException {
      Path base = Path.of(folders[0]).toRealPath();
      SandboxTerms terms =
          new SandboxTerms(
              Wish.AUTO,
              List.of(base),
              List.of(),
              base.resolve("outputs"),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              base,
              base.resolve("aside"),
              CommandLimits.NONE,
              Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin").map(Path::of).toList());
      for (Level level : List.of(Level.BUBBLEWRAP, Level.NAMESPACES, Level.LANDLOCK)) {
        SandboxProof proof = SandboxProof.of(terms, List.of(level));
        System.out.println(proof.level() + " " + proof.open() + proof.lacks());
      }
    }
  }

  @Test
  @Needs(MachineAbility.ANOTHER_USER)
  void what_is_forbidden_is_held_at_each_level() throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path own = Files.createDirectory(temp.resolve("own"));
    Files.setAttribute(own, "unix:uid", 65534);
    Files.setAttribute(own, "unix:gid", 65534);
    Path classes = copied(placeOf(SandboxProof.class), "classes");
    copied(placeOf(Proving.class), "classes");
    Path names = classes.resolve(NAMES);
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/" + NAMES), NAMES)) {
      Files.copy(in, names, StandardCopyOption.REPLACE_EXISTING);
    }
    Path logging = copied(placeOf(LoggerFactory.class), "logging");

    Process process =
        new ProcessBuilder(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes + ":" + logging,
                Proving.class.getName(),
                own.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed;
    try (var lines = process.inputReader()) {
      printed = lines.readAllAsString();
    } finally {
      process.destroyForcibly();
    }

    assertEquals(
        """
        BUBBLEWRAP [][]
        NAMESPACES [][]
        LANDLOCK [make a hook, write Git's configuration, move .git, write AGENTS.md][]
        """,
        printed);
  }

  private static Path placeOf(Class<?> type) throws Exception {
    URI place = type.getProtectionDomain().getCodeSource().getLocation().toURI();
    return Path.of(place);
  }

  /** What is copied can be read by everybody; of classes those that this needs. */
  private Path copied(Path from, String name) throws IOException {
    Path to = temp.resolve(name);
    if (Files.isRegularFile(from)) {
      return Files.copy(from, to);
    }
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            String relative = from.relativize(folder).toString();
            boolean isNeeded =
                Stream.of("exec", "file", "problem", "text", "workspace")
                    .map(part -> "dev/vibe/" + part)
                    .anyMatch(part -> relative.startsWith(part) || part.startsWith(relative));
            if (isNeeded) {
              Files.createDirectories(to.resolve(relative));
            }
            return isNeeded ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path copy = to.resolve(from.relativize(file).toString());
            if (Files.notExists(copy)) {
              Files.copy(file, copy);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return to;
  }
}
