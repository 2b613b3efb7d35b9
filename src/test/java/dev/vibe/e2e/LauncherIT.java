package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {

  @TempDir Path scratch;

  @Test
  void checkout_runs_what_was_built() {
    RunningVibe.Ended ended = Launcher.in(scratch).run("--version");

    assertEquals(0, ended.exitCode());
    assertTrue(ended.stdout().matches("vibe \\d+\\.\\d+\\.\\d+\\S*\\R"), ended::stdout);
    assertEquals("", ended.stderr());
  }

  @Test
  void link_to_the_launcher_works_from_anywhere() throws IOException {
    Path bin = Files.createDirectories(scratch.resolve("my bin"));
    Path first =
        Files.createSymbolicLink(bin.resolve("first"), Path.of("scripts/vibe").toAbsolutePath());
    Path link = Files.createSymbolicLink(bin.resolve("vibe"), first.getFileName());

    assertVersion(Launcher.in(scratch).command(link).run("--version"));
    Files.delete(first);
  }

  @Test
  void layout_that_was_moved_to_a_folder_with_spaces_works() throws IOException {
    Path copy = copyLayout();

    assertVersion(Launcher.in(scratch).command(copy.resolve("bin/vibe")).run("--version"));
  }

  @Test
  void caches_are_trained_with_the_jars_beside_them() throws Exception {
    Path lib = layout().resolve("lib");
    List<String> names =
        Files.readAllLines(lib.resolve("SHA256SUMS")).stream().map(l -> l.substring(66)).toList();

    assertTrue(names.containsAll(List.of("vibe.jar", "vibe.aot", "session.aot")), names::toString);
    for (String line : Files.readAllLines(lib.resolve("SHA256SUMS"))) {
      byte[] content = Files.readAllBytes(lib.resolve(line.substring(66)));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      assertEquals(line.substring(0, 64), HexFormat.of().formatHex(digest), line);
    }
  }

  @Test
  void cache_is_used() {
    // The JVM ends with an error if it must use the cache and cannot.
    assertVersion(Launcher.in(scratch).with("VIBE_JAVA_OPTS", "-XX:AOTMode=on").run("--version"));
  }

  @Test
  void session_uses_a_cache_of_its_own() throws IOException {
    Path copy = copyLayout();
    Files.delete(copy.resolve("lib/vibe.aot"));
    Launcher launcher =
        Launcher.in(scratch)
            .command(copy.resolve("bin/vibe"))
            .with("VIBE_BASE_URL", "http://127.0.0.1:9/v1")
            .with("VIBE_MODEL", "devstral")
            .with("LC_ALL", "C.UTF-8")
            .with("VIBE_JAVA_OPTS", "-XX:AOTMode=on");
    try (TmuxTerminal terminal = TmuxTerminal.open(launcher, new TmuxTerminal.Size(80, 24))) {
      terminal.line("\"$VIBE\"");
      terminal.awaitRow("❯").press("C-d");
    }
  }

  @Test
  void texts_of_jgit_are_those_of_its_file() throws Exception {
    Properties texts = new Properties();
    List<URL> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(layout().resolve("lib"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
        jars.add(file.toUri().toURL());
      }
    }
    try (var loader = new URLClassLoader(jars.toArray(URL[]::new), null)) {
      Class<?> type = loader.loadClass("org.eclipse.jgit.internal.JGitText");
      Object linked = type.getMethod("get").invoke(null);
      texts.load(type.getResourceAsStream("JGitText.properties"));

      assertTrue(texts.size() > 500, texts::toString);
      for (String name : texts.stringPropertyNames()) {
        assertEquals(texts.getProperty(name), type.getField(name).get(linked), name);
      }
    }
  }

  @Test
  void missing_or_broken_cache_is_no_error() throws IOException {
    Path copy = copyLayout();
    // With an option for Java, the launcher does not print the version itself.
    Launcher launcher =
        Launcher.in(scratch)
            .command(copy.resolve("bin/vibe"))
            .with("VIBE_JAVA_OPTS", "-Dvibe.test=yes");

    Files.writeString(copy.resolve("lib/vibe.aot"), "no cache");
    assertVersion(launcher.run("--version"));
    Files.delete(copy.resolve("lib/vibe.aot"));
    assertVersion(launcher.run("--version"));
  }

  @Test
  void file_names_are_utf_8_in_any_locale_and_the_locale_of_the_user_is_kept() {
    String settings =
        Launcher.in(scratch)
            .with("LC_ALL", "nowhere")
            .with("VIBE_JAVA_OPTS", "-XshowSettings:properties")
            .run("--version")
            .stderr();

    assertTrue(settings.contains("sun.jnu.encoding = UTF-8\n"), settings);
    assertTrue(settings.contains("vibe.lc_all = nowhere\n"), settings);
    assertTrue(settings.contains("vibe.tty = \n"), settings);
  }

  @Test
  void options_for_every_java_hold_without_a_word_of_them() {
    Launcher launcher =
        Launcher.in(scratch).with("JAVA_TOOL_OPTIONS", "-Dvibe.test=yes  -Dvibe.other=*");
    assertEquals("", launcher.run("config", "path").stderr());

    String settings =
        launcher.with("VIBE_JAVA_OPTS", "-XshowSettings:properties").run("--version").stderr();
    assertTrue(settings.contains("vibe.test = yes\n"), settings);
    assertTrue(settings.contains("vibe.other = *\n"), settings);
    assertFalse(settings.contains("Picked up"), settings);
  }

  @Test
  void what_java_complains_of_is_no_output() {
    RunningVibe.Ended ended =
        Launcher.in(scratch).with("VIBE_JAVA_OPTS", "-Xmx1k").run("--version");

    assertEquals("", ended.stdout());
    assertTrue(ended.stderr().contains("heap"), ended::stderr);
    assertEquals(1, ended.exitCode());
  }

  @Test
  void home_folder_is_the_one_that_the_environment_names() {
    String settings =
        Launcher.in(scratch)
            .with("VIBE_JAVA_OPTS", "-XshowSettings:properties")
            .run("--version")
            .stderr();

    assertTrue(settings.contains("user.home = " + scratch.resolve("home") + "\n"), settings);
  }

  @Test
  void java_home_without_java_25_is_passed_over_and_the_cache_still_used() {
    Launcher launcher = Launcher.in(scratch).with("JAVA_HOME", "/nowhere");

    assertVersion(launcher.run("--version"));
    assertVersion(launcher.with("VIBE_JAVA_OPTS", "-XX:AOTMode=on").run("--version"));
  }

  private static void assertVersion(RunningVibe.Ended ended) {
    assertEquals("", ended.stderr());
    assertEquals(0, ended.exitCode());
    assertTrue(ended.stdout().startsWith("vibe "), ended::stdout);
  }

  private static Path layout() throws IOException {
    Path dist = Path.of("target/dist");
    return dist.resolve(Files.readString(dist.resolve("current")).strip());
  }

  private Path copyLayout() throws IOException {
    Path to = scratch.resolve("a folder with spaces");
    try (Stream<Path> files = Files.walk(layout())) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            to.resolve(layout().relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return to;
  }
}
