package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.git.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain reads of Git in a repository whose configuration names programs for them. */
class GitReadsTest {

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\n");
    box.write("plain", "1\n");
    box.commitAll("start");
    box.write(".gitattributes", "*.txt diff=mine\n");
    box.write("a.txt", "two\n");
    box.write("plain", "2\n");
    box.commitAll("Count on");
    box.write("a.txt", "three\n");
    String program = "touch " + box.base().resolve("ran") + "; cat";
    box.git("config", "diff.mine.textconv", program);
    box.git("config", "diff.external", program);
    box.git("config", "core.fsmonitor", program);
    box.git("config", "core.pager", program);
    runs = new ScriptedRuns(box);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "ask", "auto"})
  void they_pass_and_start_nothing(String mode) {
    runs.flag("mode", mode);
    runs.calls(Call.run("git log --oneline -p -1 -- a.txt"));
    runs.expecting("x", "Count on", "-one", "+two");
    runs.calls(Call.run("git diff")).expecting("y", "-two", "+three");
    runs.calls(Call.run("git --no-pager diff HEAD~1 HEAD -- plain")).expecting("z", "-1", "+2");
    runs.calls(Call.run("git blame a.txt"), Call.run("git status --short"));
    runs.expecting("v", "Not Committed Yet", " M a.txt");
    runs.calls(Call.run("git log -p -1 -- a.txt | grep -n two; cat plain; git branch"));
    runs.expecting("Done.", "+two", "2\n");

    assertEquals(0, runs.run("look").get("exit_code"), runs::err);
    assertFalse(Files.exists(box.base().resolve("ran")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git commit -am x",
        "git log > log.txt",
        "git diff --ext-diff",
        "cat a.txt > b.txt"
      })
  void plan_mode_runs_nothing_else(String command) {
    runs.flag("mode", "plan").calls(Call.run(command));
    runs.expecting("Done.", "plan mode runs no command but those that are known to only read");

    runs.run("look");

    assertEquals(-1, runs.err().indexOf("cassette-mismatch"), runs::err);
    assertFalse(Files.exists(box.base().resolve("ran")), runs::err);
    assertEquals("Count on", box.git("log", "-1", "--format=%s").strip());
  }
}
