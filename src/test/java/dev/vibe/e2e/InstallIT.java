package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installs for real, which links a Java runtime and trains a cache. */
@Tag("long")
class InstallIT {

  @TempDir Path scratch;

  @Test
  void installed_vibe_needs_no_java_and_upgrade_and_uninstall_leave_nothing() throws IOException {
    Path prefix = scratch.resolve("a prefix");
    Path kept = Files.createDirectories(prefix.resolve("share")).resolve("theirs");
    Files.writeString(kept, "not ours");

    assertDone(install("--prefix", prefix.toString()));
    Path versions = prefix.resolve("lib/vibe");
    Path old = Files.createDirectories(versions.resolve("0.0.1-0123456789abcdef/lib"));
    Launcher vibe =
        Launcher.in(scratch)
            .command(Files.createSymbolicLink(scratch.resolve("v"), prefix.resolve("bin/vibe")))
            .with("PATH", "/usr/bin:/bin")
            .with("JAVA_HOME", "/nowhere");
    assertTrue(vibe.run("--version").stdout().startsWith("vibe "));
    // The JVM ends with an error if it must use the cache and cannot.
    assertDone(vibe.with("VIBE_JAVA_OPTS", "-XX:AOTMode=on").run("config", "path"));
    RunningVibe.Ended demo = vibe.run("demo", "--quiet");
    assertDone(demo);

    assertDone(install("--prefix", prefix.toString()));
    assertFalse(Files.exists(old), "an old version is removed");

    Files.delete(versions.resolve("current/lib/vibe.aot"));
    assertTrue(vibe.run("config", "show", "--verbose").stderr().contains("no AOT cache"));

    assertDone(install("--prefix", prefix.toString(), "--uninstall"));
    try (Stream<Path> left = Files.walk(prefix)) {
      assertEquals(List.of(prefix, kept.getParent(), kept), left.sorted().toList());
    }
  }

  private RunningVibe.Ended install(String... arguments) {
    return Launcher.in(scratch)
        .command(Path.of("scripts/install.sh").toAbsolutePath())
        .run(arguments);
  }

  private static void assertDone(RunningVibe.Ended ended) {
    assertEquals(0, ended.exitCode(), ended::stderr);
  }
}
