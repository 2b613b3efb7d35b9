package dev.vibe.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is complete already is only linked, so no runtime is made and nothing trained here. */
@Timeout(60)
class InstallationTest {

  private static final List<String> LINKS = List.of("bin/vibe", "share/man/man1/vibe.1");

  @TempDir Path scratch;

  private Path prefix;
  private Path versions;
  private Layout layout;

  @BeforeEach
  void product() throws IOException {
    prefix = Files.createDirectories(scratch.resolve("prefix")).toRealPath();
    versions = prefix.resolve("lib/vibe");
    layout = Products.layout(scratch, "exit 3\n");
  }

  private Path install() throws Exception {
    Path home = Products.complete(versions.resolve("1.2-" + layout.digest()));
    new Installation(layout, prefix, LINKS).install();
    return home;
  }

  @Test
  void links_lead_to_the_version_in_use() throws Exception {
    Path home = install();
    assertEquals(home.getFileName(), Files.readSymbolicLink(versions.resolve("current")));
    assertEquals(
        Path.of("../lib/vibe/current/bin/vibe"),
        Files.readSymbolicLink(prefix.resolve("bin/vibe")));
    assertEquals(
        Path.of("../../../lib/vibe/current/share/man/man1/vibe.1"),
        Files.readSymbolicLink(prefix.resolve("share/man/man1/vibe.1")));
  }

  @Test
  void another_version_takes_the_place_of_the_one_before() throws Exception {
    Path before = install();
    Files.writeString(layout.launcher().resolve("vibe"), "exit 4\n");
    Path running = Products.complete(versions.resolve("1.1-running"));
    Process process = Products.running(running);
    Path after;
    try {
      after = install();
    } finally {
      process.getOutputStream().close();
      process.waitFor();
    }
    assertEquals(after.getFileName(), Files.readSymbolicLink(versions.resolve("current")));
    assertFalse(Files.exists(before));
    assertTrue(Layout.isComplete(running));
    assertTrue(Layout.isComplete(after));
  }

  @Test
  void a_file_of_somebody_else_is_left_alone() throws Exception {
    Path foreign = Files.createDirectories(prefix.resolve("bin")).resolve("vibe");
    Files.writeString(foreign, "mine");
    IOException refusal = assertThrows(IOException.class, this::install);
    assertEquals(foreign + " is there and not ours", refusal.getMessage());
    assertEquals("mine", Files.readString(foreign));
    assertFalse(Files.exists(versions.resolve("current")));
  }

  @Test
  void security_providers_of_other_modules_are_not_looked_for() throws IOException {
    Path file = scratch.resolve("java.security");
    Files.writeString(
        file,
        """
        # providers
        security.provider.1=SUN
        security.provider.5=SunJCE
        security.provider.6=SunJGSS
        security.provider.12=SunPKCS11
        login.configuration.provider=x
        """);
    Installation.trimProviders(file);
    assertEquals(
        """
        # providers
        security.provider.1=SUN
        security.provider.5=SunJCE
        login.configuration.provider=x
        """,
        Files.readString(file));
  }
}
