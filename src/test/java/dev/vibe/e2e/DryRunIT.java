package dev.vibe.e2e;

import static dev.vibe.e2e.Script.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Script.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run shows what a run would do and does none of it. */
class DryRunIT {

  @TempDir Path scratch;

  private Stage stage(Script script) {
    Stage stage = Stage.in(scratch, script);
    stage.repo().write("a.txt", "old\none\n").write("b.txt", "b\n").commitAll("Start");
    stage.repo().write("b.txt", "mine\n");
    return stage;
  }

  @Test
  void nothing_changes_and_diff_and_commit_are_shown() {
    Script script =
        Script.vllm()
            .calls(
                edit("a.txt", "old", "new"),
                Call.write("c.txt", "made\n"),
                Call.run("echo x > ran.txt"),
                Call.commit("Renew"))
            .says("It is planned.");
    try (Stage stage = stage(script)) {
      Map<String, String> before = tree(stage.repo().root());

      RunningVibe.Ended ended = stage.run("-p", "renew", "--auto-commit", "--yolo", "--dry-run");

      assertEquals(0, ended.exitCode(), ended::stderr);
      assertEquals("It is planned.\n", ended.stdout());
      assertEquals(before, tree(stage.repo().root()));
      String shown = ended.stderr();
      assertTrue(shown.contains("• edit a.txt  +1 −1  (dry run)\n"), shown);
      assertTrue(shown.contains("  -old\n  +new\n"), shown);
      assertTrue(shown.contains("• create c.txt  +1 −0  (dry run)\n"), shown);
      assertTrue(shown.contains("would commit Renew\n  a.txt\n  c.txt\n"), shown);
    }
  }

  @Test
  void later_edits_build_on_earlier_ones_and_the_patch_holds_all() {
    Script script =
        Script.vllm()
            .calls(edit("a.txt", "old", "new"), edit("a.txt", "one", "1"))
            .calls(edit("a.txt", "new\n1", "newer\n1"))
            .says("Planned.");
    try (Stage stage = stage(script)) {
      Path patch = scratch.resolve("out.patch");

      RunningVibe.Ended ended =
          stage.run("-p", "x", "--mode", "auto", "--dry-run", "--patch-out", patch.toString());

      assertEquals(0, ended.exitCode(), ended::stderr);
      assertTrue(ended.stderr().contains("• edit a.txt  +2 −2  (2 edits)  (dry run)\n"));
      assertEquals("old\none\n", stage.repo().read("a.txt"));
      stage.repo().git("apply", patch.toString());
      assertEquals("newer\n1\n", stage.repo().read("a.txt"));
    }
  }

  @Test
  void commit_of_what_the_model_leaves_is_shown() {
    Script script = Script.vllm().calls(edit("a.txt", "old", "new")).says("Made it new.");
    try (Stage stage = stage(script)) {
      RunningVibe.Ended ended = stage.run("-p", "renew", "--auto-commit", "--dry-run");

      assertTrue(ended.stderr().contains("would commit Change a.txt\n  a.txt\n"), ended::stderr);
    }
  }

  @Test
  void what_a_rule_denies_is_not_even_planned() {
    Script script = Script.vllm().calls(edit("a.txt", "old", "new")).says("Not allowed.");
    try (Stage stage = stage(script).config("permissions.deny = [\"edit(a.txt)\"]\n")) {
      RunningVibe.Ended ended = stage.run("-p", "renew", "--yolo", "--dry-run");

      assertFalse(ended.stderr().contains("+new"), ended::stderr);
      assertTrue(stage.lastResult(2).contains("deny rule edit(a.txt)"), stage.lastResult(2));
    }
  }

  /** Every file of the tree with its bytes, and when it was last written. */
  private static Map<String, String> tree(Path root) {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        FileTime time = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        String bytes =
            Files.isRegularFile(file) ? HexFormat.of().formatHex(Files.readAllBytes(file)) : "";
        tree.put(root.relativize(file).toString(), time + " " + bytes);
      }
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
