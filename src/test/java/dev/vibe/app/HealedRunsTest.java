package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.app.command.ReviewCommand.Form;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.git.Sandbox;
import dev.vibe.json.Json;
import dev.vibe.problem.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Healings by a scripted model. */
class HealedRunsTest {

  private static final String CHECK = "grep -q good app.txt";

  @TempDir private Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;

  @BeforeEach
  void begin() {
    box = new Sandbox(temporary).init();
    box.write("app.txt", "bad\n");
    box.write(".gitignore", "count\nbegun\n");
    box.commitAll("one");
    runs = new ScriptedRuns(box);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> attempts(Map<String, Object> result) {
    return (List<Map<String, Object>>) result.getOrDefault("attempts", List.of());
  }

  private static List<Object> outcomes(Map<String, Object> result) {
    return attempts(result).stream().map(each -> each.get("outcome")).toList();
  }

  @Test
  void the_record_has_the_attempts() {
    runs.calls(Call.write("other.txt", "worse\n")).says("Done.");
    runs.calls(Call.edit("app.txt", "bad", "good")).says("Done.");

    Map<String, Object> result = runs.heal(CHECK, 3);

    assertEquals("done", result.get("status"), result + runs.err());
    assertEquals(List.of("no-better", "green"), outcomes(result), result::toString);
    assertEquals(List.of("app.txt"), attempts(result).getLast().get("files"));
    assertEquals("", box.git("status", "--porcelain"));
  }

  @Test
  void a_limit_is_of_all_attempts_together() {
    for (int i = 0; i < 3; i++) {
      runs.calls(Call.write("other-" + i + ".txt", "x\n")).says("Done.");
    }

    Map<String, Object> result = runs.flag("max_turns", "3").heal(CHECK, 3);

    assertEquals("limit", result.get("status"), result + runs.err());
    assertEquals(4, result.get("exit_code"));
    assertEquals(3, result.get("turns"), "two of the first attempt, one of the second");
    assertEquals(2, attempts(result).size());
    assertTrue(String.valueOf(result.get("problem")).contains("limit of 3 model replies"));
    assertEquals("", box.git("status", "--porcelain"), "all is as it was");
  }

  @Test
  void nothing_is_begun_that_a_limit_leaves_nothing_for() {
    runs.calls(Call.write("other.txt", "x\n")).says("Done.");

    Map<String, Object> result = runs.flag("max_turns", "2").heal(CHECK, 3);

    assertEquals("limit", result.get("status"), result + runs.err());
    assertEquals(List.of("no-better"), outcomes(result));
  }

  /** The third run of the command, after an attempt, tells that it began and goes on for long. */
  @Test
  void a_termination_takes_back_what_an_attempt_did_and_writes_the_record() throws Exception {
    Path begun = box.folder().resolve("begun");
    assertEquals(0, new ProcessBuilder("mkfifo", begun.toString()).start().waitFor());
    StopSwitch stop = new StopSwitch();
    runs.stoppedBy(stop).calls(Call.edit("app.txt", "bad", "half")).says("Done.");
    Thread signal =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    String word = Files.readString(begun); // comes when the command writes it
                    assertFalse(word.isEmpty());
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                  stop.request(ExitCode.TERMINATED);
                });

    Map<String, Object> result =
        runs.heal(
            "echo x >> count; test $(wc -l < count) -lt 3 && exit 1; echo now > begun; sleep 600",
            3);

    signal.join();
    assertEquals(143, result.get("exit_code"), result + runs.err());
    assertEquals("interrupted", result.get("status"));
    assertEquals("bad\n", box.read("app.txt"));
    assertEquals("", box.git("status", "--porcelain"));
  }

  @Test
  void a_termination_of_a_review_ends_it_with_its_own_code() {
    StopSwitch stop = new StopSwitch();
    stop.request(ExitCode.TERMINATED);
    box.write("app.txt", "worse\n");

    String ended =
        runs.stoppedBy(stop)
            .says("{\"findings\":[]}")
            .review(Optional.empty(), Form.JSON, Optional.empty());

    assertTrue(ended.endsWith("\n143"), ended + runs.err());
    Map<String, Object> review = Json.object(ended.substring(0, ended.length() - 3));
    assertEquals(List.of(), review.get("findings"));
    assertTrue(String.valueOf(review.get("problem")).contains("code=terminated"), ended);
    assertTrue(runs.err().contains("[terminated]"), runs::err);
  }
}
