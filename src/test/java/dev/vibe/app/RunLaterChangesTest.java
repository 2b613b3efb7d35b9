package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.git.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that change what other programs obey or run later: told, to the model as well. */
class RunLaterChangesTest {

  private static final String CODE = "[run-later-changed]";

  @TempDir Path temporary;
  private ScriptedRuns runs;
  private Sandbox box;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\n");
    box.write(".envrc", "one\n");
    box.git("config", "alias.st", "status");
    box.commitAll("start");
    // The sandbox keeps most of these from happening at all.
    runs = new ScriptedRuns(box).config("[sandbox]\ncommands = \"off\"\n");
  }

  @ParameterizedTest
  @CsvSource({
    "echo two > .envrc, .envrc",
    "rm .envrc, .envrc",
    "mkdir -p .github/workflows; echo x > .github/workflows/ci.yml, .github/workflows/ci.yml",
    "echo '* filter=x' > .gitattributes, .gitattributes",
    "echo x > .git/hooks/post-commit, .git/hooks/post-commit",
    "git config core.fsmonitor true, .git/config: core.fsmonitor",
    "git config alias.st '!true', .git/config: alias.st",
    "git config --unset alias.st, .git/config: alias.st",
    "git config includeIf.gitdir:/.path ../x, .git/config: includeif.gitdir:/.path",
    "git config filter.X.clean cat, .git/config: filter.X.clean",
    "mkdir -p .git/info; echo '* diff=x' > .git/info/attributes, .git/info/attributes",
  })
  void each_is_told(String command, String changed) {
    runs.calls(Call.run(command));
    runs.expecting(
        "Done.", "the user is told: a command changed what other programs obey", changed);

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
    assertTrue(runs.err().contains(CODE), runs::err);
    assertTrue(runs.err().contains(changed), runs::err);
  }

  @ParameterizedTest
  @CsvSource({
    "echo two > a.txt",
    "git config user.name Bob",
    "git branch other && git config branch.other.remote .",
    "git add -A && git commit -qm x --allow-empty",
    "git status",
    "git init -q inner && git -C inner config core.fsmonitor true",
  })
  void ordinary_work_is_not(String command) {
    runs.calls(Call.run(command)).says("Done.");

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
    assertFalse(runs.err().contains(CODE), runs::err);
  }

  @Test
  void what_a_session_keeps_for_later_is_put_back() throws IOException {
    runs.calls(
        Call.run(
            "for s in ~/.local/state/vibe/sessions/*/; do"
                + " echo '{\"mode\":\"auto\",\"grants\":[\"edits\"]}' > $s/choices.json; done"));
    runs.says("Done.");

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
    assertTrue(runs.err().contains("[settings-put-back]"), runs::err);
    try (Stream<Path> files = Files.walk(box.home().resolve(".local/state/vibe/sessions"))) {
      for (Path kept : files.filter(file -> file.endsWith("choices.json")).toList()) {
        assertFalse(Files.readString(kept).contains("edits"));
      }
    }
  }
}
