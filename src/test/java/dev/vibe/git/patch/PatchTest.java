package dev.vibe.git.patch;

import static dev.vibe.git.Sandbox.command;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.testkit.Gen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchTest {

  @TempDir Path temporary;
  private Sandbox box;
  private RunChanges changes = new RunChanges();

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    changes = box.ledger();
  }

  private void assertGitAppliesIt() {
    Patch patch = box.open().patch(changes);
    assertEquals(List.of(), patch.leftOut());
    box.git("add", "-A");
    box.git("commit", "-q", "--allow-empty", "-m", "after");
    String after = box.git("rev-parse", "HEAD^{tree}");
    box.git("checkout", "-q", "HEAD~1");
    box.write("../the.patch", patch.content().bytes());
    box.git("apply", "--index", "../the.patch");
    assertEquals(after, box.git("write-tree"));
    String before = box.git("rev-parse", "HEAD^{tree}");
    box.git("apply", "--index", "-R", "../the.patch");
    assertEquals(before, box.git("write-tree"));
  }

  @Test
  void git_applies_every_kind_of_change_forwards_and_backwards() {
    box.write("changed.txt", "1\n2\n3\n");
    box.write("no newline.txt", "1\n2");
    box.write("crlf.txt", "1\r\n2\r\n");
    box.write("gone.txt", "g\n");
    box.write("mode.sh", "#!/bin/sh\n");
    box.write("becomes-link", "text\n");
    box.write("bin.dat", new byte[] {0, 1, 2, 3});
    box.write("empty.txt", "");
    box.write("ünï \"q\".txt", "u\n");
    box.commitAll("start");
    command(
        box.open(),
        changes,
        () -> {
          box.write("changed.txt", "1\ntwo\n3\n");
          box.write("no newline.txt", "1\n2\n3");
          box.write("crlf.txt", "1\r\nzwei\r\n");
          box.delete("gone.txt");
          box.executable("mode.sh");
          box.delete("becomes-link");
          link("becomes-link");
          box.write("bin.dat", new byte[] {0, 9, 2, 3, 4});
          box.write("new.bin", new byte[] {0, 7});
          box.write("new dir/new.txt", "n\n");
          box.write("new-empty", "");
          box.write("empty.txt", "no more\n");
          box.write("ünï \"q\".txt", "v\n");
        });

    assertGitAppliesIt();
  }

  private void link(String name) {
    try {
      Files.createSymbolicLink(box.folder().resolve(name), Path.of("changed.txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void git_applies_random_changes() {
    Gen.forAll("patch", 8, this::randomChange);
  }

  private void randomChange(RandomGenerator random) {
    RunChanges run = box.ledger();
    String name = "r" + random.nextInt(1_000_000) + ".txt";
    byte[] before = randomContent(random);
    byte[] after = randomContent(random);
    box.write(name, before);
    box.commitAll("before");
    command(box.open(), run, () -> box.write(name, after));
    byte[] patch = box.open().patch(run).content().bytes();
    box.write(name, before);
    box.write("../the.patch", patch);
    if (patch.length > 0) {
      box.git("apply", "../the.patch");
    }
    assertArrayEquals(after, box.bytes(name));
    box.commitAll("after");
  }

  private static byte[] randomContent(RandomGenerator random) {
    StringBuilder text = new StringBuilder("x\n");
    int lines = random.nextInt(12);
    for (int i = 0; i < lines; i++) {
      text.append(random.nextInt(4));
      text.append(List.of("\n", "\r\n", "\n", "").get(random.nextInt(4)));
    }
    if (random.nextInt(6) == 0) {
      text.append('\0');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void paths_are_those_of_the_repository_and_the_run_may_have_committed() {
    box.write("sub/a.txt", "a\n");
    box.commitAll("start");
    Path top = box.folder();
    box.in(top.resolve("sub"));
    box.edit(changes, "a.txt", "b\n");
    try (GitWorkspace workspace = box.open()) {
      Sandbox.committed(workspace.commit(changes, Sandbox.request("Change")));
      box.edit(changes, "a.txt", "c\n");
      String patch = new String(workspace.patch(changes).content().bytes(), StandardCharsets.UTF_8);
      assertTrue(patch.startsWith("diff --git a/sub/a.txt b/sub/a.txt\n"), patch);
      assertTrue(patch.endsWith("@@ -1 +1 @@\n-a\n+c\n"), patch);
    }
  }

  @Test
  void run_that_changed_nothing_in_the_end_gives_an_empty_patch() {
    box.write("a.txt", "a\n");
    box.commitAll("start");
    box.edit(changes, "a.txt", "b\n");
    box.edit(changes, "a.txt", "a\n");
    assertEquals(0, box.open().patch(changes).content().bytes().length);
    assertEquals(List.of(), changes.files());
  }
}
