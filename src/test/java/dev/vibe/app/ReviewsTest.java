package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.app.command.ReviewCommand.Form;
import dev.vibe.git.Sandbox;
import dev.vibe.json.Json;
import dev.vibe.task.review.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reviews by a scripted model. */
class ReviewsTest {

  @TempDir private Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;

  @BeforeEach
  void begin() {
    box = new Sandbox(temporary).init();
    box.write("a.py", "def f(n):\n    return n\n");
    box.commitAll("one");
    box.write("a.py", "def f(n):\n    return 1 / n\n");
    runs = new ScriptedRuns(box);
  }

  private static String answer(String severity) {
    return Json.write(
        Map.of(
            "findings",
            List.of(
                Map.of(
                    "file",
                    "a.py",
                    "line",
                    2,
                    "severity",
                    severity,
                    "why",
                    "divides by zero",
                    "old",
                    "1 / n",
                    "new",
                    "1 / n if n else 0"))));
  }

  @Test
  void what_is_not_committed_is_reviewed_and_nothing_is_changed() {
    runs.calls(Call.write("a.py", "x\n")).says(answer("medium"));
    String text = runs.review(Optional.empty(), Form.TEXT, Optional.of(Severity.HIGH));
    assertTrue(text.startsWith("a.py:2: medium: divides by zero\n"), text + runs.err());
    assertTrue(text.contains("    +    return 1 / n if n else 0\n"), text);
    assertTrue(text.endsWith("1 finding\n0"), text);
    assertEquals("def f(n):\n    return 1 / n\n", box.read("a.py"));
  }

  @Test
  void a_heavy_finding_in_commits_fails() {
    box.commitAll("two");
    runs.says(answer("high"));
    String json = runs.review(Optional.of("HEAD~1"), Form.JSON, Optional.of(Severity.HIGH));
    assertTrue(json.endsWith("1"), json + runs.err());
    Map<String, Object> review = Json.object(json.substring(0, json.length() - 1));
    assertEquals("HEAD~1", review.get("of"));
    assertEquals(1, assertInstanceOf(List.class, review.get("findings")).size());
  }

  @Test
  void without_a_change_no_model_is_asked() {
    assertEquals("no findings\n0", runs.review(Optional.of("HEAD"), Form.TEXT, Optional.empty()));
  }

  @Test
  void what_cannot_be_reviewed_is_told() {
    assertEquals("2", runs.review(Optional.of("nowhere"), Form.TEXT, Optional.empty()));
    assertTrue(runs.err().contains("nothing to compare: nowhere"), runs::err);

    runs.says("fine").says("good").says("nice");
    assertTrue(runs.review(Optional.empty(), Form.SARIF, Optional.empty()).endsWith("1"));
    assertTrue(runs.err().contains("[no-review]"), runs::err);
  }
}
