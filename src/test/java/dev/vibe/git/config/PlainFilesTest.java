package dev.vibe.git.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.RepoFacts;
import dev.vibe.git.Sandbox;
import dev.vibe.problem.VibeException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainFilesTest {

  @Test
  void a_pipe_in_a_folder_below_is_named_where_git_waits_for_it(@TempDir Path temporary) {
    Sandbox box = new Sandbox(temporary).init();
    box.write("a/b/x.txt", "x\n");
    assertEquals(Optional.empty(), PlainFiles.obstacleBelow(box.folder()));

    box.write("pipes.sh", "mkfifo a/pipe a/b/.gitignore .git/.gitignore\n");
    box.sh("pipes.sh");

    Path pipe = box.folder().resolve("a/b/.gitignore");
    assertEquals(Optional.of(pipe), PlainFiles.obstacleBelow(box.folder()));
    try (var git = box.repository()) {
      var failure = assertThrows(VibeException.class, () -> git.facts(new RepoFacts.Limits(5, 5)));
      assertTrue(failure.problem().cause().contains(pipe + " is a pipe"), failure::toString);
    }
  }
}
