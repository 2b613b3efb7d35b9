package dev.vibe.git;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchCopyTest {

  @Test
  void a_copy_is_at_the_commit_and_knows_who_commits(@TempDir Path temporary) throws IOException {
    Sandbox box = new Sandbox(temporary).init();
    box.git("config", "user.name", "Grace");
    box.git("config", "user.email", "grace@example.org");
    box.write("a.txt", "one\n");
    box.commitAll("start");
    String commit = box.git("rev-parse", "HEAD").strip();
    box.write("a.txt", "two\n");
    box.commitAll("next");
    Path target = temporary.resolve("copy");

    ScratchCopy.make(box.folder(), new ScratchCopy.At(commit, "work"), target, box.settings());

    Sandbox copy = box.in(target);
    assertEquals("one\n", copy.read("a.txt"));
    assertEquals("work\n", box.git(target, "branch", "--show-current"));
    assertEquals("Grace\n", box.git(target, "config", "--local", "user.name"));
    assertEquals("grace@example.org\n", box.git(target, "config", "--local", "user.email"));
  }
}
