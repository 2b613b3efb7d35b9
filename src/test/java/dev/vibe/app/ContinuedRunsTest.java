package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.app.host.RunOptions.Beginning;
import dev.vibe.git.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run left uncommitted is still the session's when that goes on. */
class ContinuedRunsTest {

  private static final String TEN = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", TEN);
    box.write("b.txt", TEN);
    box.write("sub/unknown.txt", TEN);
    box.write("sub/gone.txt", TEN);
    box.commitAll("start");
    box.write("a.txt", TEN.replace("5\n", "mine\n"));
    runs = new ScriptedRuns(box);
  }

  private Map<String, Object> stopped() {
    runs.calls(Call.edit("a.txt", "2\n", "two\n"));
    runs.calls(Call.run("echo new > n; git add n; sed -i s/^3$/three/ b.txt"));
    runs.says("Not reached.");
    return runs.flag("max_turns", "2").run("do it");
  }

  private void assertAllOfBothIsCommitted(Map<String, Object> record) {
    assertAllOfBothIsCommitted(record, " M a.txt\n");
  }

  private void assertAllOfBothIsCommitted(Map<String, Object> record, String status) {
    assertEquals(0, record.get("exit_code"), runs::err);
    assertEquals(
        TEN.replace("2\n", "two\n").replace("9\n", "nine\n"), box.git("show", "HEAD:a.txt"));
    assertEquals(TEN.replace("3\n", "three\n"), box.git("show", "HEAD:b.txt"));
    assertEquals("new\n", box.git("show", "HEAD:n"));
    assertEquals(status, box.git("status", "--porcelain"));
  }

  @Test
  void a_run_that_goes_on_after_a_limit_commits_the_whole() {
    assertEquals(4, stopped().get("exit_code"), runs::err);
    runs.calls(Call.edit("a.txt", "9\n", "nine\n")).says("Done.");

    assertAllOfBothIsCommitted(runs.run("go on", new Beginning.Newest(), true));
  }

  @Test
  void a_copy_of_the_session_commits_the_whole() {
    String id = String.valueOf(stopped().get("session_id"));
    runs.calls(Call.edit("a.txt", "9\n", "nine\n"), Call.commit("All of it")).says("Done.");

    assertAllOfBothIsCommitted(runs.run("go on", new Beginning.CopyOf(id), false));
  }

  @Test
  void what_the_user_changed_or_committed_in_between_is_theirs() {
    stopped();
    box.write("a.txt", box.read("a.txt").replace("7\n", "mine, too\n"));
    box.git("commit", "-qm", "by user", "b.txt");
    runs.calls(Call.edit("a.txt", "9\n", "nine\n"), Call.commit("All of it")).says("Done.");

    assertAllOfBothIsCommitted(runs.run("go on", new Beginning.Newest(), false));
    assertEquals("a.txt\nn\n", box.git("show", "--format=", "--name-only", "HEAD"));
  }

  @Test
  void instructions_of_a_folder_are_told_with_the_first_file_of_it() throws IOException {
    Files.createDirectories(box.folder().resolve("src"));
    box.write("src/AGENTS.md", "Speak Latin.");
    box.write("src/a.txt", "one");
    box.write("AGENTS.md", "Speak.");
    Call read = new Call("read_file", Map.of("file", "src/a.txt"));
    runs.calls(read).says("no trust, no instructions").run("read it");

    Map<String, Object> record =
        runs.trusting().calls(read).expecting("heard", "Speak Latin.").run("read it");
    assertEquals("heard", record.get("answer"), runs::err);
  }

  /** How often the model heard of changes, in all prompts of the session. */
  private int timesTold() {
    Path sessions = box.home().resolve(".local/state/vibe/sessions");
    try (Stream<Path> files = Files.walk(sessions)) {
      int times = 0;
      for (Path log : files.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
        times += Files.readString(log).split("changed since", -1).length - 1;
      }
      return times;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void what_others_changed_between_two_processes_is_told_once_and_as_a_net() {
    box.delete("sub/gone.txt");
    runs.calls(Call.edit("b.txt", "2\n", "two\n"), Call.write("n", "new\n"));
    runs.calls(Call.commit("Part", "b.txt")).says("Done.").run("do it");
    runs.says("Nothing new.").run("go on", new Beginning.Newest(), false);
    box.write("n", "theirs\n");
    box.write("n", "new\n");
    runs.says("Nothing new.").run("go on", new Beginning.Newest(), false);
    assertEquals(0, timesTold(), "its own edit, its own commit, and what was changed back");

    box.write("n", "theirs\n");
    box.write("other.txt", "theirs\n");
    box.delete("sub/unknown.txt");
    box.git("commit", "-qm", "By user", "a.txt");
    runs.expecting(
        "I see.",
        "changed since your last answer",
        "changed, not by you: n, other.txt",
        "gone: sub/unknown.txt",
        "By user");
    assertEquals(0, runs.run("go on", new Beginning.Newest(), false).get("exit_code"), runs::err);

    runs.says("Nothing new.").run("go on", new Beginning.Newest(), false);
    assertEquals(1, timesTold());
  }

  @Test
  void what_was_committed_before_is_amended_and_not_committed_again() {
    runs.calls(Call.edit("a.txt", "2\n", "two\n"), Call.commit("One")).says("Done.");
    runs.run("do it");
    runs.calls(Call.commit("Again"), Call.edit("a.txt", "9\n", "nine\n"));
    runs.calls(Call.amend("Both")).says("Done.");

    Map<String, Object> record = runs.run("go on", new Beginning.Newest(), false);

    assertEquals(List.of(box.git("rev-parse", "HEAD").strip()), record.get("commits"), runs::err);
    assertEquals("Both\nstart\n", box.git("log", "--format=%s"));
    assertEquals(" M a.txt\n", box.git("status", "--porcelain"));
  }

  @Test
  void a_new_session_is_told_of_it_and_may_take_it_over_by_name() {
    stopped();
    box.write("b.txt", box.read("b.txt").replace("8\n", "mine, too\n"));
    runs.expecting("I see.", "# Left by an earlier session", "a.txt, b.txt, n");
    runs.run("look");
    assertTrue(runs.err().contains("earlier session left a.txt, b.txt, n uncommitted"), runs.err());
    runs.calls(Call.edit("a.txt", "9\n", "nine\n"), Call.commit("Mine alone"));
    runs.calls(Call.commit("What was left", "a.txt", "b.txt", "n")).says("Done.");

    assertAllOfBothIsCommitted(runs.run("commit it"), " M a.txt\n M b.txt\n");
    assertEquals("What was left\nMine alone\nstart\n", box.git("log", "--format=%s"));
    assertEquals("a.txt\n", box.git("show", "--format=", "--name-only", "HEAD~1"));
  }

  @Test
  void a_new_session_hears_nothing_of_what_came_to_its_end_or_was_taken_back() {
    runs.calls(Call.edit("b.txt", "2\n", "two\n")).says("Done.");
    runs.run("do it");
    runs.calls(Call.write("n", "new\n"));
    runs.flag("max_turns", "1").run("do it");
    box.git("clean", "-fq", "n");
    runs.says("I see.");

    runs.run("look");

    assertEquals("", runs.err());
  }
}
