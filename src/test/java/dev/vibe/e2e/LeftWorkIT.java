package dev.vibe.e2e;

import static dev.vibe.e2e.Script.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Script.Call;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run left that did not come to its end is still the session's. */
class LeftWorkIT {

  private static final String TWO = "def two():\n    return 1\n";
  private static final String FOUR = "def four():\n    return 3\n";
  private static final String CHECK =
      "grep -q 'return 2' two.py && grep -q 'return 4' four.py && test -f six.py";

  @TempDir Path scratch;

  private Stage stage(Script script) {
    Stage stage = Stage.in(scratch, script);
    stage.repo().write("two.py", TWO).write("four.py", FOUR).write("mine.txt", "a\n");
    stage.repo().commitAll("Start").write("mine.txt", "a\nb\n").stage("mine.txt");
    return stage;
  }

  /** Two replies that each change something, and then more than a limit allows. */
  private static Script halves() {
    return Script.vllm()
        .calls(edit("two.py", "return 1", "return 2"))
        .calls(Call.run("printf 'six = 6\\n' > six.py"));
  }

  private String[] half() {
    return new String[] {"-p", "repair it", "--auto-commit", "--mode", "auto", "--max-turns", "2"};
  }

  @Test
  void stopped_by_a_limit_and_continued_all_of_it_is_committed() {
    Script script = halves().calls(edit("four.py", "return 3", "return 4")).says("It is repaired.");
    try (Stage stage = stage(script.says("It is repaired."))) {
      Stage.Outcome first = stage.record(half()).endedWith(4, "limit");
      assertTrue(
          first
              .ended()
              .stderr()
              .contains("two.py, six.py are changed and not committed: vibe -c goes on"),
          first.ended()::stderr);
      TempRepo repo = stage.repo();
      assertEquals(List.of("Start"), repo.log());

      stage.record("-c", "-p", "go on", "--auto-commit").endedWith(0, "done");

      assertEquals(List.of("four.py", "six.py", "two.py"), repo.changedIn("HEAD"));
      assertEquals(List.of("M  mine.txt"), repo.status());
      Path clone = scratch.resolve("clone");
      repo.git("clone", "--quiet", ".", clone.toString());
      assertEquals(
          "fine\n", new TempRepo(clone).git("-c", "alias.x=!" + CHECK + " && echo fine", "x"));
    }
  }

  @Test
  void a_copy_of_the_session_has_its_work_and_what_the_user_took_back_is_nobodys() {
    Script script = halves().calls(Call.commit("Return two")).says("Committed.");
    try (Stage stage = stage(script)) {
      Stage.Outcome first = stage.record(half()).endedWith(4, "limit");
      TempRepo repo = stage.repo();
      repo.git("clean", "-fq", "six.py");

      stage
          .record("--fork", first.text("session_id"), "-p", "commit it", "--auto-commit")
          .endedWith(0, "done");

      assertEquals(List.of("Return two", "Start"), repo.log());
      assertEquals(List.of("two.py"), repo.changedIn("HEAD"));
      assertEquals(List.of("M  mine.txt"), repo.status());
    }
  }
}
