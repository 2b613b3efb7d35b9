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
        List.of(
            "scripts/vibe",
            "scripts/check",
            "scripts/build.sh",
            "scripts/servers.sh",
            "scripts/verdict.sh",
            "src/main/launcher/find-java.sh")) {
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

  private static String failed(String goal) {
    return "echo '[ERROR] Failed to execute goal org.example:"
        + goal
        + " on project vibe: It broke.'\nexit 1\n";
  }

  /** A report as Surefire writes them, and what Maven prints of it. */
  private static String tests(String kind, String... failed) {
    StringBuilder script = new StringBuilder("mkdir -p target/" + kind + "-reports\n");
    for (String test : failed) {
      script.append(
          "echo '%s -- Time elapsed: 0.1 s <<< FAILURE!' >>target/%s-reports/some.txt\n"
              .formatted(test, kind));
    }
    return script
        + "echo '[INFO] Tests run: 7, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1 s'\n"
        + "echo '[ERROR] Tests run: 9, Failures: %d, Errors: 0, Skipped: 0'\n"
            .formatted(failed.length)
        + failed("maven-" + kind + "-plugin:3.6.1:verify (default)");
  }

  /** The last line of a check that fails like that, from what failed on. */
  private String verdict(String maven, String... options) throws IOException {
    executable(scratch.resolve("bin/mvn"), "#!/bin/sh\n" + maven);
    RunningVibe.Ended ended = launcher.command(checkout.resolve("scripts/check")).run(options);

    assertEquals(1, ended.exitCode(), ended::toString);
    String last = ended.stderr().lines().toList().getLast();
    assertTrue(last.matches("check: FAILED after \\d+ s: .*"), last);
    return last.substring(last.indexOf(" s: ") + 4);
  }

  @Test
  void failed_check_says_what_failed_and_how_to_run_only_that() throws IOException {
    assertEquals(
        "badly formatted files; to format them: scripts/format",
        verdict(failed("exec-maven-plugin:3.6.4:exec (format)")));
    assertEquals(
        "compiler; only that: mvn test-compile",
        verdict(failed("maven-compiler-plugin:3.16.0:testCompile (default-testCompile)")));
    assertEquals(
        "package; only that: mvn package -Dmaven.test.skip=true",
        verdict(failed("exec-maven-plugin:3.6.4:exec (distribution)")));
    assertEquals(
        "Maven, before anything was checked (org.example:maven-toolchains-plugin:3.3.0:select);"
            + " again: scripts/check",
        verdict(failed("maven-toolchains-plugin:3.3.0:select")));
    assertEquals(
        "Maven, before anything was checked (see above); again: scripts/check", verdict("exit 1"));
  }

  @Test
  void failed_check_names_the_tests() throws IOException {
    assertEquals(
        "unit tests ATest#one,BTest,CTest#of_values; only those:"
            + " mvn test -Dtest='ATest*#one,BTest,CTest*#of_values'",
        verdict(
            tests(
                "surefire",
                "dev.vibe.some_room.ATest.one",
                "dev.vibe.BTest",
                "dev.vibe.BTest.initializationError",
                "dev.vibe.CTest.of_values(String)[1]",
                "dev.vibe.CTest.of_values(String)[2]")));
    assertEquals(
        "unit tests ATest,BTest; only those: mvn test -Dtest='ATest,BTest'"
            + " -Dgen.factor=20 -Dtest.excluded=servers",
        verdict(
            tests(
                "surefire",
                "a.ATest.a",
                "a.ATest.b",
                "a.ATest.c",
                "a.ATest.d",
                "a.BTest.a",
                "a.BTest.b"),
            "--full"));
    assertEquals(
        "end-to-end tests AnIT#one; only those: mvn verify -Dtest=None"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dit.test='AnIT*#one'",
        verdict(tests("failsafe", "dev.vibe.e2e.AnIT.one")));
    assertEquals(
        "unit tests, but no single one (did a JVM end early?), see above; again: scripts/check",
        verdict(tests("surefire")));
  }

  @Test
  void failed_check_of_a_jdk_that_maven_does_not_find_says_where_it_is() throws IOException {
    String jdk = javaHome("jdk elsewhere", "25.0.9").toString();
    launcher = launcher.with("JAVA_HOME", "").with("JAVA25_HOME", jdk);

    assertEquals(
        "compiler; only that: JAVA25_HOME='" + jdk + "' mvn test-compile",
        verdict(failed("maven-compiler-plugin:3.16.0:compile (default-compile)")));
  }

  @Test
  void check_ends_with_the_sums_of_the_tests_and_a_log_of_all() throws IOException {
    executable(
        scratch.resolve("bin/mvn"),
        """
        #!/bin/sh
        echo "[INFO] Tests run: $#, Failures: 0, Errors: 0, Skipped: 0"
        echo of $LC_ALL
        """);
    RunningVibe.Ended ended = launcher.command(checkout.resolve("scripts/check")).run();

    assertEquals(0, ended.exitCode(), ended::toString);
    List<String> lines = ended.stdoutLines();
    assertEquals(
        "[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0", lines.get(lines.size() - 2));
    assertTrue(lines.getLast().matches("check: passed in \\d+ s"), ended::stdout);
    assertTrue(
        Files.readString(checkout.resolve("target/check.log")).endsWith("\nof C.UTF-8\n"),
        ended::toString);
  }

  @Test
  void check_names_the_tests_that_this_machine_cannot_run_and_why() throws IOException {
    executable(
        scratch.resolve("bin/mvn"),
        """
        #!/bin/sh
        mkdir -p target/surefire-reports target/failsafe-reports
        cat >target/surefire-reports/TEST-a.b_c.ATest.xml <<'END'
        <testsuite name="a.b_c.ATest" tests="3" skipped="2">
          <testcase name="runs" classname="a.b_c.ATest" time="0.1"/>
          <testcase name="needs{String}[1]" classname="a.b_c.ATest" time="0.0">
            <skipped message="no &quot;x&quot; &amp; no &lt;y&gt; here"/>
          </testcase>
          <testcase name="needs{String}[2]" classname="a.b_c.ATest" time="0.0">
            <skipped message="no &quot;x&quot; &amp; no &lt;y&gt; here"/>
          </testcase>
        </testsuite>
        END
        cat >target/failsafe-reports/TEST-a.AnIT.xml <<'END'
        <testsuite name="a.AnIT" tests="1" skipped="1">
          <testcase name="traces" classname="a.AnIT" time="0.0">
            <skipped message="no z"/>
          </testcase>
        </testsuite>
        END
        """);
    RunningVibe.Ended ended = launcher.command(checkout.resolve("scripts/check")).run();

    assertEquals(0, ended.exitCode(), ended::toString);
    List<String> lines = ended.stdoutLines();
    assertEquals(
        List.of("not run: ATest#needs: no \"x\" & no <y> here", "not run: AnIT#traces: no z"),
        lines.subList(lines.size() - 3, lines.size() - 1));
  }

  @Test
  void check_that_gets_no_lock_and_a_failed_benchmark_are_told_as_such() throws IOException {
    executable(checkout.resolve("scripts/bench"), "#!/bin/sh\nexit 1\n");
    assertEquals("benchmarks; only those: scripts/bench", verdict("exit 0", "--full"));

    executable(scratch.resolve("bin/sleep"), "#!/bin/sh\n");
    lock(ProcessHandle.current().pid());
    assertEquals(
        "nothing was run, because another build has the lock; again: scripts/check",
        verdict("exit 0"));
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
