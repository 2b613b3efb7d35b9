package dev.vibe.e2e;

import static dev.vibe.e2e.Script.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Script.Call;
import dev.vibe.json.Json;
import dev.vibe.testkit.EventSchema;
import dev.vibe.testkit.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way in which a run can end: its exit code, a record that says the same and fits the schema,
 * in both JSON forms, and words for people.
 */
class WaysOutIT {

  private static final EventSchema SCHEMA = EventSchema.load();

  @TempDir Path scratch;

  /** A way to end. */
  enum Way {
    DONE(0, "done", "", Script.vllm().says("Hello.")),
    FAILED(1, "failed", "stuck", repeating()),
    SILENT(1, "failed", "empty-reply", silent()),
    USAGE(2, "failed", "usage", Script.vllm(), "--max-turns", "many"),
    UNKNOWN_OPTION(2, "failed", "usage", Script.vllm(), "--max-truns", "1"),
    NO_FOLDER(2, "failed", "no-folder", Script.vllm(), "-C", "nowhere"),
    TIMEOUT(3, "timeout", "timeout", hanging(), "--timeout", "1s"),
    TURNS(4, "limit", "limit-turns", reading(), "--max-turns", "1"),
    TOKENS(4, "limit", "limit-tokens", reading(), "--max-tokens", "1000"),
    COST(4, "limit", "limit-cost", reading(), "--max-cost", "0.001", "-m", "priced"),
    CUT(4, "limit", "reply-cut", Script.vllm().reply(cut())),
    REFUSED(5, "refused", "refused", refused()),
    UNREACHABLE(6, "unreachable", "", Script.vllm(), "--base-url", "http://127.0.0.1:1/v1"),
    REJECTED(6, "unreachable", "", Script.vllm().reply(error(400, "no such parameter"))),
    UNAUTHORIZED(7, "unauthorized", "", Script.vllm().reply(error(401, "Unauthorized"))),
    UNCHANGED(9, "unchanged", "unchanged", Script.vllm().says("No."), "--fail-if-no-change");

    final int exitCode;
    final String status;
    final String problem;
    final Script script;
    final List<String> arguments;

    Way(int exitCode, String status, String problem, Script script, String... arguments) {
      this.exitCode = exitCode;
      this.status = status;
      this.problem = problem;
      this.script = script;
      this.arguments = List.of(arguments);
    }

    private static Script repeating() {
      Call call = edit("a.txt", "not there", "x");
      return Script.vllm().calls(call).calls(call).calls(call);
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
      return dev.vibe.testkit.StreamScript.of(dev.vibe.testkit.ServerKind.VLLM)
          .text("Half a sen")
          .finish("length")
          .reply();
    }

    private static Reply error(int status, String message) {
      return Reply.json(status, Map.of("message", message, "code", status));
    }
  }

  private static final String PRICED =
      """
      [models.priced]
      id = "devstral"
      price_in = 2.0
      price_out = 2.0
      """;

  @ParameterizedTest
  @EnumSource(Way.class)
  void each_way_out_has_its_code_its_record_and_its_words(Way way) {
    RunningVibe.Ended whole = run(way, "json");
    RunningVibe.Ended stream = run(way, "stream-json");

    assertEquals(1, whole.stdoutLines().size(), whole::toString);
    for (RunningVibe.Ended ended : List.of(whole, stream)) {
      assertEquals(way.exitCode, ended.exitCode(), ended::toString);
      List<String> lines = ended.stdoutLines();
      for (String line : lines) {
        assertEquals(List.of(), SCHEMA.errors(line), line);
      }
      long results = lines.stream().filter(WaysOutIT::isResult).count();
      assertEquals(1, results, ended::toString);
      assertTrue(isResult(lines.getLast()), ended::toString);
      Map<String, Object> record = Json.object(lines.getLast());
      assertEquals(way.exitCode, record.get("exit_code"));
      assertEquals(way.status, record.get("status"));
      words(way, ended.stderr(), record);
    }
  }

  private static boolean isResult(String line) {
    return "result".equals(Json.object(line).get("type"));
  }

  private static void words(Way way, String stderr, Map<String, Object> record) {
    if (way.exitCode == 0) {
      assertEquals("", stderr);
      return;
    }
    Map<?, ?> problem = (Map<?, ?>) record.get("problem");
    if (!way.problem.isEmpty()) {
      assertEquals(way.problem, problem.get("code"));
    }
    assertTrue(stderr.contains("vibe: " + problem.get("what")), stderr);
    assertTrue(stderr.contains("[" + problem.get("code") + "]\n  cause: "), stderr);
    assertTrue(stderr.contains("\n  try:   "), stderr);
  }

  private RunningVibe.Ended run(Way way, String format) {
    try (Stage stage = Stage.in(scratch.resolve(format), way.script).config(PRICED)) {
      stage.repo().write("a.txt", "old\n").commitAll("Start");
      List<String> line = new ArrayList<>(List.of("-p", "do it", "--output", format));
      line.addAll(way.arguments);
      Launcher launcher =
          way == Way.COST ? stage.launcher().with("VIBE_MODEL", "priced") : stage.launcher();
      RunningVibe.Ended ended = launcher.run(line.toArray(String[]::new));
      assertEquals("old\n", stage.repo().read("a.txt"));
      return ended;
    }
  }
}
