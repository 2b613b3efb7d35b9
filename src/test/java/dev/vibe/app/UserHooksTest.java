package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.git.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks of the user in a run: when each is run, and what comes of what it says. */
class UserHooksTest {

  private static final String DONE = "Done.";

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "old\n");
    box.commitAll("start");
    runs = new ScriptedRuns(box);
  }

  private ScriptedRuns hook(String event, String command, String... more) {
    String lines = more.length == 0 ? "" : String.join("\n", more) + "\n";
    return runs.config(
        "[hooks.h]\nevent = \"" + event + "\"\ncommand = '''" + command + "'''\n" + lines);
  }

  private void isDone(String prompt) {
    assertEquals(0, runs.run(prompt).get("exit_code"), runs::err);
  }

  @Test
  void call_that_a_hook_blocks_is_not_made_and_the_model_hears_why() {
    hook(
        "pre_tool",
        "grep -q 'rm -r' && { echo no rm here >&2; exit 2; }; true",
        "tools = [\"bash\"]");
    runs.calls(Call.run("rm -r nothing"), Call.run("echo fine"));
    runs.expecting(DONE, "refused by the hook h: no rm here", "fine");

    isDone("go");
  }

  @Test
  void hook_may_change_the_input_of_a_call() {
    hook("pre_tool", "echo '{\"input\":{\"command\":\"echo changed\"}}'", "tools = [\"bash\"]");
    runs.calls(Call.run("echo asked"));
    runs.expecting(DONE, "changed");

    isDone("go");
  }

  @Test
  void hook_may_have_a_person_asked_where_nobody_is() {
    hook("pre_tool", "echo '{\"decision\":\"ask\",\"reason\":\"look at it\"}'");
    runs.calls(Call.run("touch made.txt")).says(DONE);

    assertEquals(5, runs.run("go").get("exit_code"), runs::err);
    assertFalse(Files.exists(box.folder().resolve("made.txt")));
    assertTrue(runs.err().contains("look at it"), runs.err());
  }

  @Test
  void hook_allows_what_only_the_mode_asks_about_and_nothing_that_a_rule_denies() {
    String allow = "echo '{\"decision\":\"allow\"}'";
    runs.config(
        "mode = \"ask\"\n"
            + "[permissions]\n"
            + "deny = [\"bash(touch no*)\"]\n"
            + "[hooks.h]\n"
            + "event = \"pre_tool\"\n"
            + "command = '''"
            + allow
            + "'''\n");
    runs.asConfigured().calls(Call.run("touch yes.txt"), Call.run("touch no.txt")).says(DONE);

    runs.run("go");

    assertTrue(Files.exists(box.folder().resolve("yes.txt")), runs::err);
    assertFalse(Files.exists(box.folder().resolve("no.txt")));
  }

  @Test
  void hook_behind_a_call_tells_the_model_something() {
    hook("post_tool", "echo '{\"context\":\"the tests take an hour\"}'", "tools = [\"bash\"]");
    runs.calls(Call.run("true"));
    runs.expecting(DONE, "the tests take an hour");

    isDone("go");
  }

  @Test
  void prompt_gets_more_or_is_not_sent() {
    hook("user_prompt", "grep -q secret && exit 2; echo branch is frozen");
    runs.expecting(DONE, "branch is frozen");
    isDone("go");

    runs.says(DONE);
    assertEquals(5, runs.run("the secret").get("exit_code"), runs::err);
    assertTrue(runs.err().contains("[hook-blocked]"), runs.err());
  }

  @Test
  void session_that_begins_adds_what_its_hook_says() {
    hook("session_start", "echo today is a holiday");
    runs.expecting(DONE, "today is a holiday");

    isDone("go");
  }

  @Test
  void commit_waits_for_a_hook() {
    hook("pre_commit", "grep -q Fix || { echo begin with Fix; exit 2; }");
    runs.calls(Call.edit("a.txt", "old", "new"), Call.commit("Change it"));
    runs.calls(Call.commit("Fix it"));
    runs.expecting(DONE, "not committed: the hook h: begin with Fix");

    runs.committing("go");

    assertEquals("Fix it\nstart\n", box.git("log", "--format=%s"), runs::err);
  }

  @Test
  void end_of_a_run_waits_for_a_hook_but_not_for_ever() {
    hook("stop", "test -e ok.txt || { echo make ok.txt; exit 2; }");
    runs.says(DONE);
    runs.calls(Call.write("ok.txt", "x\n"));
    runs.expecting("Now it is.", "the hook h: make ok.txt");

    assertEquals("Now it is.", runs.run("go").get("answer"), runs::err);
  }

  @Test
  void hooks_of_a_project_count_once_it_is_trusted() {
    box.write(
        ".claude/settings.json",
        "{\"hooks\":{\"PreToolUse\":[{\"matcher\":\"Bash\",\"hooks\":[{\"type\":\"command\","
            + "\"command\":\"exit 2\"}]}]}}");
    box.commitAll("hooks");
    runs.calls(Call.run("echo ran"));
    runs.expecting(DONE, "ran");
    isDone("go");

    runs.calls(Call.run("echo ran"));
    runs.expecting(DONE, "refused by the hook settings.json#1");
    assertEquals(0, runs.trusting().run("go").get("exit_code"), runs::err);
  }

  @Test
  void hook_that_is_none_is_told() {
    hook("sometimes", "true");
    runs.says(DONE);

    isDone("go");
    assertTrue(runs.err().contains("[hook-invalid]"), runs.err());
  }
}
