package dev.vibe.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryIdentityTest {

  @TempDir Path temporary;

  private static String identity(Sandbox box, String program) {
    try (GitWorkspace git = GitWorkspace.open(box.folder(), box.settings(program))) {
      return git.present() instanceof GitRepository repository ? repository.identity() : "none";
    }
  }

  @Test
  void it_is_the_first_commit_and_the_remote_whoever_reads_it() {
    Sandbox box = new Sandbox(temporary).init();
    assertEquals("", identity(box, ""));
    box.write("a.txt", "one\n");
    box.commitAll("start");
    String root = box.git("rev-parse", "HEAD").strip();
    box.write("a.txt", "two\n");
    box.commitAll("go on");
    assertEquals(root, identity(box, ""));

    box.git("remote", "add", "origin", "https://ada:secret@example.org/ada/it.git");
    assertEquals(root + " example.org/ada/it", identity(box, ""));
    assertEquals(root + " example.org/ada/it", identity(box, Sandbox.Git.program()));
    box.git("remote", "set-url", "origin", "git@example.org:ada/it.git");
    assertEquals(root + " example.org/ada/it", identity(box, ""));

    Path clone = temporary.resolve("shallow");
    box.git("clone", "-q", "--depth", "1", "file://" + box.folder(), clone.toString());
    String shallow = identity(box.in(clone), "");
    assertTrue(!shallow.contains(root) && shallow.endsWith("work"), shallow);
  }
}
