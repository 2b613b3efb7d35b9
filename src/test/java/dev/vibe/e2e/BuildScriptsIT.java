package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of a checkout, in a small one whose Maven is a script that lays out a product. */
class BuildScriptsIT {

  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >>"$HOME/builds"
      [ -e "$HOME/broken" ] && { echo "no such symbol"; exit 1; }
      mkdir -p target/dist/one/bin
      printf '#!/bin/sh\\necho ran "$@"\\n' >target/dist/one/bin/vibe
      chmod +x target/dist/one/bin/vibe
      echo one >target/dist/current
      """;

  @TempDir Path scratch;
  private Path checkout;
  private Launcher launcher;

  @BeforeEach
  void prepare() throws IOException {
    checkout = Files.createDirectories(scratch.resolve("check out"));
    for (String file :
        List.of("scripts/vibe", "scripts/build.sh", "src/main/launcher/find-java.sh")) {
      Path copy = checkout.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of(file), copy);
    }
    Files.createDirectories(checkout.resolve("src/build"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Path bin = Files.createDirectories(scratch.resolve("bin"));
    executable(bin.resolve("mvn"), MAVEN);
    launcher =
        Launcher.in(scratch)
            .command(checkout.resolve("scripts/vibe"))
            .with("PATH", bin + ":" + System.getenv("PATH"))
            .with("JAVA_HOME", javaHome("jdk", "25.0.9").toString())
            .with("VIBE_SKIP_BUILD", "");
  }

  @Test
  void first_run_builds_and_the_second_does_not() throws IOException {
    RunningVibe.Ended first = launcher.run("a", "b c");
    RunningVibe.Ended second = launcher.run("again");

    assertEquals("ran a b c\n", first.stdout());
    assertTrue(first.stderr().contains("the first build"), first::stderr);
    assertEquals("ran again\n", second.stdout());
    assertEquals("", second.stderr());
    assertEquals(1, builds());
  }

  @Test
  void newer_source_is_built_unless_building_is_skipped() throws IOException {
    launcher.run();
    Files.setLastModifiedTime(
        checkout.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));

    assertEquals("ran\n", launcher.with("VIBE_SKIP_BUILD", "1").run().stdout());
    assertEquals(1, builds());
    RunningVibe.Ended rebuilt = launcher.run();
    assertEquals("vibe: building (sources changed)\n", rebuilt.stderr());
    assertEquals(2, builds());
  }

  @Test
  void failed_build_shows_what_maven_said_and_leaves_no_lock() throws IOException {
    Files.createFile(scratch.resolve("home/broken"));

    RunningVibe.Ended ended = launcher.run();

    assertEquals(1, ended.exitCode());
    assertTrue(ended.stderr().contains("no such symbol\n"), ended::stderr);
    assertTrue(ended.stderr().contains("[build-failed]"), ended::stderr);
    assertFalse(Files.isSymbolicLink(checkout.resolve("target/build.lock")));
  }

  @Test
  void standard_input_is_left_to_the_product() throws IOException {
    executable(scratch.resolve("bin/mvn"), MAVEN.replace("echo ran \"$@\"", "cat"));

    assertEquals("piped\n", launcher.input("piped\n").run().stdout());
  }

  @Test
  void lock_of_a_dead_build_is_taken_over() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    lock(dead.pid());

    assertEquals("ran\n", launcher.run().stdout());
  }

  @Test
  void lock_of_a_living_build_is_waited_for_and_its_product_used() throws IOException {
    lock(ProcessHandle.current().pid());
    RunningVibe waiting = launcher.start();
    waiting.awaitStderr("waiting for another build");

    executable(checkout.resolve("target/dist/other/bin/vibe"), "#!/bin/sh\necho other\n");
    Files.writeString(checkout.resolve("target/dist/current"), "other\n");
    Files.delete(checkout.resolve("target/build.lock"));

    assertEquals("other\n", waiting.await().stdout());
    assertFalse(Files.exists(scratch.resolve("home/builds")));
  }

  @Test
  void interrupted_build_leaves_no_lock() throws IOException {
    // As a terminal does, it interrupts the script and Maven.
    executable(
        scratch.resolve("bin/mvn"),
        "#!/bin/sh\nkill -INT \"$(readlink target/build.lock)\" $$\nsleep 50\n");

    RunningVibe.Ended ended = launcher.run();

    assertEquals(130, ended.exitCode());
    assertFalse(Files.isSymbolicLink(checkout.resolve("target/build.lock")));
  }

  @Test
  void java_25_is_found_by_its_release_file_alone() throws IOException {
    String found =
        findJava(
            javaHome("old", "21.0.1"), javaHome("newer", "250.1"), javaHome("right one", "25"));

    assertTrue(found.endsWith("right one\n"), found);
  }

  private String findJava(Path... homes) throws IOException {
    Path script =
        executable(
            scratch.resolve("find"),
            """
            #!/bin/sh
            . "$1"
            for candidate in "$2" "$3" "$4"; do
              is_java_25 "$candidate" && echo "$candidate"
            done
            """);
    Path functions = Path.of("src/main/launcher/find-java.sh").toAbsolutePath();
    return Launcher.in(scratch)
        .command(script)
        .run(functions.toString(), homes[0].toString(), homes[1].toString(), homes[2].toString())
        .stdout();
  }

  private Path javaHome(String name, String version) throws IOException {
    Path home = scratch.resolve(name);
    executable(home.resolve("bin/java"), "#!/bin/sh\n");
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"java.base\"\n");
    return home;
  }

  private void lock(long pid) throws IOException {
    Files.createDirectories(checkout.resolve("target"));
    Files.createSymbolicLink(checkout.resolve("target/build.lock"), Path.of(Long.toString(pid)));
  }

  private long builds() throws IOException {
    return Files.readAllLines(scratch.resolve("home/builds")).size();
  }

  private static Path executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }
}
