package dev.vibe.e2e;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installs and packs for real, each of which links a Java runtime and trains a cache. */
@Tag("long")
class InstallIT {

  private static final String SLOWER = "vibe: no AOT cache fits this Java, so starts are slower\n";

  @TempDir Path scratch;

  @Test
  void installed_vibe_needs_no_java_and_upgrade_and_uninstall_leave_nothing() throws IOException {
    Path real = Files.createDirectory(scratch.resolve("a prefix"));
    Path prefix = Files.createSymbolicLink(scratch.resolve("link"), real);
    Path kept = Files.createDirectories(real.resolve("share")).resolve("theirs");
    Files.writeString(kept, "not ours");

    assertDone(install("--prefix", "link"));
    List<Path> installed = paths(real);
    Launcher vibe =
        withoutJava(Files.createSymbolicLink(scratch.resolve("v"), prefix.resolve("bin/vibe")));
    assertTrue(vibe.run("--version").stdout().startsWith("vibe "));
    assertUsesItsCache(vibe);
    assertDone(vibe.run("demo", "--quiet"));

    RunningVibe running = pretendThatOlderOneRuns(real.resolve("lib/vibe"), vibe);
    Path older = real.resolve("lib/vibe/current").toRealPath();
    assertDone(install("--prefix", prefix.toString()));
    assertTrue(Files.exists(older.resolve("lib/vibe.jar")), "it runs");
    running.closeInput();
    assertTrue(running.await().stderr().contains("[unreachable]"), "it works on");
    assertDone(install("--prefix", prefix.toString()));
    assertEquals(installed, paths(real), "nothing of the older one is left");

    assertEveryUnfitCacheIsOnlySlower(real.resolve("lib/vibe/current/lib/vibe.aot"), vibe);

    Launcher bare = vibe.command(Path.of("scripts/install.sh").toAbsolutePath());
    assertDone(bare.run("--prefix", "link", "--uninstall"));
    assertEquals(List.of(real, kept.getParent(), kept), paths(real));
    assertTrue(bare.run("--prefix", "link", "--uninstall").stdout().startsWith("there is no vibe"));
  }

  @Test
  void what_belongs_to_others_is_in_the_way_and_stays() throws IOException {
    Path bin = Files.createDirectories(scratch.resolve("p/bin"));
    Path theirs = bin.resolve("vibe");
    Files.writeString(theirs, "theirs");

    RunningVibe.Ended ended = install("--prefix", "p");

    assertEquals(1, ended.exitCode());
    assertTrue(ended.stderr().startsWith(theirs.toRealPath() + " is there and not ours\n"));
    assertTrue(ended.stderr().contains("[install-failed]"), ended::stderr);
    assertDone(install("--prefix", "p", "--uninstall"));
    assertEquals("theirs", Files.readString(theirs));
    assertEquals(List.of(bin, theirs), paths(bin));
  }

  @Test
  void package_runs_where_it_was_unpacked() throws Exception {
    assertDone(script("scripts/package.sh"));
    Path packages = Path.of("target/packages").toAbsolutePath();
    List<String> sums = Files.readAllLines(packages.resolve("SHA256SUMS"));
    for (String line : sums) {
      byte[] content = Files.readAllBytes(packages.resolve(line.substring(66)));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      assertEquals(line.substring(0, 64), HexFormat.of().formatHex(digest), line);
    }
    String archive =
        sums.stream().filter(s -> s.endsWith(".tar.gz")).findFirst().orElseThrow().substring(66);

    assertDone(
        Launcher.in(scratch)
            .command(Path.of("/bin/tar"))
            .run("-xzf", packages.resolve(archive).toString()));
    Path home = scratch.resolve(Path.of(archive).getFileName().toString().replace(".tar.gz", ""));
    assertUsesItsCache(withoutJava(home.resolve("bin/vibe")));
    for (String file :
        List.of(
            "LICENSE",
            "share/man/man1/vibe.1",
            "share/bash-completion/completions/vibe",
            "share/zsh/site-functions/_vibe",
            "share/fish/vendor_completions.d/vibe.fish")) {
      assertTrue(Files.size(home.resolve(file)) > 100, file);
    }
    assertCatalogRuns(packages);
  }

  /** As jbang puts it together: the released jar, then what Maven finds for its dependencies. */
  private void assertCatalogRuns(Path packages) throws IOException {
    Map<String, Object> catalog =
        Json.object(Files.readString(packages.resolve("jbang-catalog.json")));
    Map<?, ?> aliases = requireNonNull((Map<?, ?>) catalog.get("aliases"));
    Map<?, ?> vibe = requireNonNull((Map<?, ?>) aliases.get("vibe"));
    List<String> arguments = new ArrayList<>();
    for (Object option : requireNonNull((List<?>) vibe.get("java-options"))) {
      arguments.add((String) option);
    }
    Path jar = packages.resolve((String) vibe.get("script-ref"));
    Path dependencies = Path.of("target/dependencies").toAbsolutePath();
    arguments.addAll(List.of("-cp", jar + ":" + dependencies + "/*"));
    arguments.addAll(List.of((String) vibe.get("main"), "--version"));
    RunningVibe.Ended ended =
        Launcher.in(scratch)
            .command(Path.of(System.getProperty("java.home"), "bin/java"))
            .run(arguments.toArray(String[]::new));
    assertDone(ended);
    assertEquals("", ended.stderr());
    assertTrue(ended.stdout().startsWith("vibe "), ended::stdout);
  }

  private RunningVibe pretendThatOlderOneRuns(Path versions, Launcher vibe) throws IOException {
    Path older = versions.resolve("0.0.1-0123456789abcdef");
    assertDone(
        Launcher.in(scratch)
            .command(Path.of("/bin/cp"))
            .run("-pR", versions.resolve("current").toRealPath().toString(), older.toString()));
    Files.delete(versions.resolve("current"));
    Files.createSymbolicLink(versions.resolve("current"), older.getFileName());
    RunningVibe running =
        vibe.with("VIBE_BASE_URL", "http://127.0.0.1:1/v1")
            .with("VIBE_MODEL", "m")
            .openInput()
            .start("-p", "x".repeat(10_000));
    running.awaitStderr("waiting for standard input");
    return running;
  }

  private static void assertEveryUnfitCacheIsOnlySlower(Path cache, Launcher vibe)
      throws IOException {
    byte[] whole = Files.readAllBytes(cache);
    Launcher replay = vibe.with("VIBE_BASE_URL", "http://127.0.0.1:1/v1").with("VIBE_MODEL", "m");
    for (int length : new int[] {whole.length / 2, 0}) {
      Files.write(cache, Arrays.copyOf(whole, length));
      assertSlower(replay);
    }
    Files.delete(cache);
    assertSlower(replay);
  }

  private static void assertSlower(Launcher vibe) {
    assertFalse(vibe.run("-p", "x").stderr().contains(SLOWER));
    RunningVibe.Ended told = vibe.run("-p", "x", "--verbose");
    assertEquals(6, told.exitCode(), told::stderr);
    assertTrue(told.stderr().startsWith(SLOWER), told::stderr);
    assertEquals("", told.stdout());
  }

  /** The JVM ends with an error if it must use the cache and cannot. */
  private static void assertUsesItsCache(Launcher vibe) {
    assertDone(vibe.with("VIBE_JAVA_OPTS", "-XX:AOTMode=on").run("config", "path"));
  }

  private Launcher withoutJava(Path command) {
    return Launcher.in(scratch)
        .command(command)
        .with("PATH", "/usr/bin:/bin")
        .with("JAVA_HOME", "/nowhere");
  }

  private RunningVibe.Ended install(String... arguments) {
    return script("scripts/install.sh", arguments);
  }

  private RunningVibe.Ended script(String name, String... arguments) {
    return Launcher.in(scratch)
        .command(Path.of(name).toAbsolutePath())
        .start(arguments)
        .await(Duration.ofMinutes(20));
  }

  private static List<Path> paths(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      return all.sorted().toList();
    }
  }

  private static void assertDone(RunningVibe.Ended ended) {
    assertEquals(0, ended.exitCode(), ended::stderr);
  }
}
