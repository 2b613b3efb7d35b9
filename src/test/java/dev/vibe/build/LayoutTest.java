package dev.vibe.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LayoutTest {

  /** A launcher that starts nothing, so nothing can be recorded. */
  private static final String BROKEN =
      "#!/bin/sh\n# @JAVA_HOME@\n# @CLASS_PATH@\necho broken\nexit 3\n";

  @TempDir Path scratch;

  @Test
  void digest_changes_with_everything_that_goes_in() throws IOException {
    Layout layout = Products.layout(scratch, BROKEN);
    Path programs = Files.createDirectories(scratch.resolve("programs/dev/build"));
    Files.writeString(programs.resolve("A.java"), "class A {}");
    Path root = scratch.resolve("programs");
    String digest = layout.digest(root);
    assertEquals(digest, layout.digest(root));
    assertTrue(digest.matches("[0-9a-f]{16}"), digest);

    Files.writeString(programs.resolve("A.java"), "class A { }");
    String other = layout.digest(root);
    assertNotEquals(digest, other, "a program in a folder below");

    Files.writeString(layout.launcher().resolve("find-java.sh"), "# finds it elsewhere\n");
    String third = layout.digest(root);
    assertNotEquals(other, third, "a file of the launcher");

    Path words = layout.dependencies().resolve("words.jar");
    Files.move(words, words.resolveSibling("words-2.jar"));
    String fourth = layout.digest(root);
    assertNotEquals(third, fourth, "the name of a jar");

    Products.jar(layout.jar(), Map.of("a.txt", Products.utf8("a")));
    assertNotEquals(fourth, layout.digest(root), "the product itself");
  }

  @Test
  void a_product_that_cannot_be_trained_is_laid_out_without_a_cache() throws Exception {
    Layout layout = Products.layout(scratch, BROKEN);
    Path home = scratch.resolve("home");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      layout.lay(home, Path.of("/it's/java"));
    } finally {
      System.setErr(before);
    }
    assertTrue(
        said.toString(StandardCharsets.UTF_8)
            .contains("No vibe.aot, starts will be slower: failed. broken"),
        said::toString);
    assertTrue(Layout.isComplete(home));
    Path launcher = home.resolve("bin/vibe");
    assertTrue(Files.isExecutable(launcher));
    assertEquals(
        List.of(
            "#!/bin/sh",
            "# /it'\\''s/java",
            "# $home/lib/vibe.jar:$home/lib/words.jar",
            "echo broken",
            "exit 3"),
        Files.readAllLines(launcher));
    assertEquals("manual\n", Files.readString(home.resolve("share/man/vibe.1")));
    List<String> sums = Files.readAllLines(home.resolve("lib/SHA256SUMS"));
    assertEquals(
        List.of("find-java.sh", "version.txt", "vibe.jar", "words.jar"),
        sums.stream().map(line -> line.substring(66)).toList());
    assertEquals(
        Layout.sum(home.resolve("lib/vibe.jar")), sums.get(2).substring(0, 64), sums::toString);
  }

  @Test
  void a_layout_is_complete_when_its_sums_are_written() throws IOException {
    Path home = Files.createDirectories(scratch.resolve("home"));
    Files.createDirectories(home.resolve("lib"));
    assertFalse(Layout.isComplete(home));
    assertTrue(Layout.isComplete(Products.complete(home)));
  }

  @Test
  void sum_is_the_sha_256_of_the_bytes() throws IOException {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        Layout.sum(Files.writeString(scratch.resolve("abc"), "abc")));
  }

  @Test
  void a_link_is_deleted_and_not_followed() throws IOException {
    Path kept = Files.writeString(scratch.resolve("kept"), "x");
    Path tree = Files.createDirectories(scratch.resolve("tree/below"));
    Files.createSymbolicLink(tree.resolve("link"), kept);
    Files.createSymbolicLink(tree.resolve("folder"), scratch);
    Layout.delete(scratch.resolve("tree"));
    assertFalse(Files.exists(scratch.resolve("tree")));
    assertTrue(Files.exists(kept));
    Layout.delete(scratch.resolve("tree"));
  }

  @Test
  void a_layout_runs_while_a_process_has_it_in_its_command_line() throws Exception {
    Path home = scratch.resolve("home");
    Process process = Products.running(home);
    try {
      assertTrue(Layout.isRunning(home));
      assertFalse(Layout.isRunning(scratch.resolve("hom")));
    } finally {
      process.getOutputStream().close();
      process.waitFor();
    }
    assertFalse(Layout.isRunning(home));
  }
}
