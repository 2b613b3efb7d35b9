package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.git.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that commands make, and what the record and the model hear of them. */
class CommandCommitsTest {

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\ntwo\nthree\n");
    box.write("Readme.md", "old\n");
    box.commitAll("start");
    runs = new ScriptedRuns(box);
  }

  private String head() {
    return box.git("rev-parse", "HEAD").strip();
  }

  @Test
  void commit_of_a_command_is_in_the_record_and_says_what_it_holds_of_the_users() {
    box.write("Readme.md", "mine\n");
    runs.calls(Call.edit("a.txt", "two", "2"), Call.run("git commit -qam 'By command'"));
    runs.expecting(
        "Done.",
        "(By command); it also holds Readme.md, which was the user's; git_commit is for that, and"
            + " takes only what is yours");

    Map<String, Object> record = runs.run("do it");

    assertEquals(0, record.get("exit_code"), runs::err);
    assertEquals(List.of(head()), record.get("commits"));
    assertTrue(runs.err().contains("yours-committed"), runs.err());
  }

  @Test
  void commit_of_a_command_that_would_hold_a_secret_is_not_made_unasked() {
    String token = "ghp_" + "Zk3Vq8RtYw1LmNc7XsBd" + "5HgPe2JfUa9QoTi4";
    box.write("a.txt", "one\n" + token + "\n");
    runs.calls(Call.run("git commit -qam 'By command'"));
    runs.says("It was refused.");

    Map<String, Object> record = runs.run("commit it");

    assertEquals(5, record.get("exit_code"), runs::err);
    assertEquals("start\n", box.git("log", "--format=%s"));
    assertTrue(runs.err().contains("a.txt, line 2: GitHub token"), runs::err);
    assertTrue(runs.err().contains("--allow-secret"), runs::err);
  }

  @Test
  void replaced_commits_leave_the_record() {
    runs.calls(Call.edit("a.txt", "two", "2"), Call.commit("Two"));
    runs.calls(Call.run("git commit -q --amend -m 'Two, amended'"));
    runs.calls(Call.edit("a.txt", "three", "3"), Call.amend("Two and three"));
    runs.says("Done.");

    Map<String, Object> record = runs.run("do it");

    assertEquals(List.of(head()), record.get("commits"), runs::err);
    assertEquals("Two and three\nstart\n", box.git("log", "--format=%s"));
    assertEquals("", box.git("status", "--porcelain"));
  }

  @Test
  void nothing_to_commit_says_where_it_is() {
    runs.calls(Call.edit("a.txt", "two", "2"), Call.commit("Two"));
    runs.calls(Call.commit("Two again"));
    runs.expecting("Done.", "\"Two\"; to change that commit or its message: amend true");
    assertEquals(0, runs.run("do it").get("exit_code"), runs::err);

    runs.calls(Call.edit("a.txt", "three", "3"), Call.run("git stash -q"), Call.commit("Three"));
    runs.expecting("Done.", "git stash pop brings it back");
    assertEquals(0, runs.run("do it").get("exit_code"), runs::err);

    runs.calls(Call.edit("a.txt", "one", "1"), Call.commit("One"));
    runs.calls(Call.run("git switch -q -c other HEAD~1"), Call.commit("Again"));
    runs.expecting("Done.", "which is on main; checked out is other");
    assertEquals(0, runs.run("do it").get("exit_code"), runs::err);
  }

  @Test
  void what_a_person_does_while_a_command_waits_is_not_the_runs() {
    String person =
        "echo mine > %s/person; cd %s && git add a.txt && git commit -qm 'By person'"
            .formatted(box.base(), box.folder());
    box.write("a.txt", "one\nmine\nthree\n");
    box.write("../person.sh", "sleep 0.3; " + person + "; echo note > " + box.folder() + "/note\n");
    Thread other = new Thread(() -> box.sh("../person.sh"));
    other.start();
    runs.calls(Call.run("sleep 1"));
    runs.calls(Call.write("b.txt", "b\n"), Call.commit("Add b"));
    runs.expecting("Done.", "changed by somebody else while it ran, so not yours: note");

    Map<String, Object> record = runs.run("do it");

    assertEquals(0, record.get("exit_code"), runs::err);
    assertEquals(List.of("b.txt"), record.get("changed_files"));
    assertEquals(List.of(head()), record.get("commits"));
    assertEquals("Add b\nBy person\nstart\n", box.git("log", "--format=%s"));
    assertEquals("?? note\n", box.git("status", "--porcelain"));
  }

  @Test
  void merge_and_rebase_go_on_without_an_editor() {
    box.diverge("Readme.md");
    runs.calls(Call.run("git merge side"));
    runs.calls(Call.run("echo both > Readme.md; git add Readme.md; git merge --continue"));
    runs.says("Done.");

    Map<String, Object> record = runs.run("merge it");

    assertEquals(List.of(head()), record.get("commits"), runs::err);
    assertEquals("Merge branch 'side'\n", box.git("log", "-1", "--format=%s"));
  }
}
