package dev.vibe.e2e;

import static dev.vibe.e2e.Script.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Script.Call;
import dev.vibe.json.Json;
import dev.vibe.testkit.EventSchema;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way in which a run can end: its exit code, a record that says the same and fits the schema,
 * in both JSON forms, and words for people.
 */
class WaysOutIT {

  private static final EventSchema SCHEMA = EventSchema.load();

  @TempDir Path scratch;

  /** A way to end. */
  record Way(
      String name,
      int exitCode,
      String status,
      String problem,
      Script script,
      List<String> arguments) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static Way way(
      int exitCode, String status, String problem, Script script, String... arguments) {
    String name = exitCode + " " + status + " " + problem + " " + String.join(" ", arguments);
    return new Way(name, exitCode, status, problem, script, List.of(arguments));
  }

  static List<Way> ways() {
    return List.of(
        way(0, "done", "", Script.vllm().says("Hello.")),
        way(1, "failed", "stuck", repeating()),
        way(1, "failed", "empty-reply", silent()),
        way(2, "failed", "usage", Script.vllm(), "--max-turns", "many"),
        way(2, "failed", "usage", Script.vllm(), "--max-truns", "1"),
        way(2, "failed", "no-folder", Script.vllm(), "-C", "nowhere"),
        way(3, "timeout", "timeout", hanging(), "--timeout", "1s"),
        way(4, "limit", "limit-turns", reading(), "--max-turns", "1"),
        way(4, "limit", "limit-tokens", reading(), "--max-tokens", "1000"),
        way(4, "limit", "limit-cost", reading(), "--max-cost", "0.001", "-m", "priced"),
        way(4, "limit", "reply-cut", Script.vllm().reply(cut())),
        way(5, "refused", "refused", refused()),
        way(6, "unreachable", "", Script.vllm(), "--base-url", "http://127.0.0.1:1/v1"),
        way(6, "unreachable", "", Script.vllm().reply(error(400, "no such parameter"))),
        way(7, "unauthorized", "", Script.vllm().reply(error(401, "Unauthorized"))),
        way(9, "unchanged", "unchanged", Script.vllm().says("No."), "--fail-if-no-change"));
  }

  private static Script repeating() {
    Call call = edit("a.txt", "not there", "x");
    Script script = Script.vllm();
    for (int i = 0; i < 9; i++) {
      script.calls(call);
    }
    return script;
  }

  /** The provider asks again by itself before the loop does. */
  private static Script silent() {
    Script script = Script.vllm();
    for (int i = 0; i < 6; i++) {
      script.says("");
    }
    return script;
  }

  private static Script reading() {
    return Script.vllm().calls(Call.read("a.txt")).says("Done.");
  }

  private static Script refused() {
    return Script.vllm().calls(edit("a.txt", "old", "new")).says("I may not edit.");
  }

  private static Script hanging() {
    return Script.vllm().reply(Reply.events().then(new Reply.Step.Await(new CountDownLatch(1))));
  }

  private static Reply cut() {
    return StreamScript.of(StreamShape.VLLM).text("Half a sen").finish("length").reply();
  }

  private static Reply error(int status, String message) {
    return Reply.json(status, Map.of("message", message, "code", status));
  }

  private static final String PRICED =
      """
      [models.priced]
      id = "devstral"
      price_in = 2.0
      price_out = 2.0
      """;

  @ParameterizedTest
  @MethodSource("ways")
  void each_way_out_has_its_code_its_record_and_its_words(Way way) {
    RunningVibe.Ended whole = run(way, "json");
    RunningVibe.Ended stream = run(way, "stream-json");

    assertEquals(1, whole.stdoutLines().size(), whole::toString);
    for (RunningVibe.Ended ended : List.of(whole, stream)) {
      assertEquals(way.exitCode(), ended.exitCode(), ended::toString);
      List<String> lines = ended.stdoutLines();
      for (String line : lines) {
        assertEquals(List.of(), SCHEMA.errors(line), line);
      }
      long results = lines.stream().filter(WaysOutIT::isResult).count();
      assertEquals(1, results, ended::toString);
      assertTrue(isResult(lines.getLast()), ended::toString);
      Map<String, Object> record = Json.object(lines.getLast());
      assertEquals(way.exitCode(), record.get("exit_code"));
      assertEquals(way.status(), record.get("status"));
      words(way, ended.stderr(), record);
    }
  }

  private static boolean isResult(String line) {
    return "result".equals(Json.object(line).get("type"));
  }

  private static void words(Way way, String stderr, Map<String, Object> record) {
    if (way.exitCode() == 0) {
      assertEquals("", stderr);
      return;
    }
    Map<?, ?> problem = assertInstanceOf(Map.class, record.get("problem"));
    if (!way.problem().isEmpty()) {
      assertEquals(way.problem(), problem.get("code"));
    }
    assertTrue(stderr.contains("vibe: " + problem.get("what")), stderr);
    assertTrue(stderr.contains("[" + problem.get("code") + "]\n  cause: "), stderr);
    assertTrue(stderr.contains("\n  try:   "), stderr);
  }

  private RunningVibe.Ended run(Way way, String format) {
    try (Stage stage = Stage.in(scratch.resolve(format), way.script()).config(PRICED)) {
      stage.repo().write("a.txt", "old\n").commitAll("Start");
      List<String> line = new ArrayList<>(List.of("-p", "do it", "--output", format));
      line.addAll(way.arguments());
      RunningVibe.Ended ended = stage.run(line.toArray(String[]::new));
      assertEquals("old\n", stage.repo().read("a.txt"));
      return ended;
    }
  }
}
