package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.command.ReviewCommand.Form;
import dev.vibe.app.command.ReviewCommand.Posting;
import dev.vibe.forge.FakeForge;
import dev.vibe.git.Sandbox;
import dev.vibe.json.Json;
import dev.vibe.task.review.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reviews that are posted on request 3 of a scripted forge. */
@SuppressWarnings("NullAway.Init") // each test begins with at()
class PostedReviewsTest {

  private static final String OLD = "def f(n):\n    return n\n\n\ndef g():\n    return 0\n";
  private static final String NEW = "def f(n):\n    return 1 / n\n\n\ndef g():\n    return 0\n";

  @TempDir private Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;
  private FakeForge forge;
  private String head;

  private void at(String kind) {
    box = new Sandbox(temporary).init();
    box.write("a.py", OLD);
    box.commitAll("one");
    String base = box.git("rev-parse", "HEAD").strip();
    box.git("switch", "-q", "-c", "fix");
    box.write("a.py", NEW);
    box.commitAll("two");
    head = box.git("rev-parse", "HEAD").strip();
    forge = FakeForge.start(kind, temporary.resolve("nowhere"));
    box.git("remote", "add", "origin", forge.remote());
    forge.reviews().are(head, base, box.git("diff", base, head), List.of(1, 2, 3, 4, 5));
    runs =
        new ScriptedRuns(box)
            .config(forge.configuration())
            .variable("FORGE_TOKEN", FakeForge.TOKEN);
  }

  @AfterEach
  void stop() {
    forge.close();
  }

  private static Map<String, Object> finding(int line, String why) {
    return Map.of(
        "file",
        "a.py",
        "line",
        line,
        "severity",
        "high",
        "why",
        why,
        "old",
        "return 1 / n",
        "new",
        "return 1 / n if n else 0");
  }

  @SafeVarargs
  private static String answer(Map<String, Object>... findings) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> finding : findings) {
      all.add(finding);
    }
    return Json.write(Map.of("findings", all));
  }

  private String post(long number) {
    return runs.review(
        Optional.empty(),
        Form.TEXT,
        Optional.empty(),
        Optional.empty(),
        new Posting.OnRequest(number));
  }

  private String postFile(Map<String, Object> review) {
    box.write("../review.json", Json.write(review));
    return runs.review(
        Optional.empty(),
        Form.TEXT,
        Optional.of(Severity.HIGH),
        Optional.of(temporary.resolve("review.json")),
        new Posting.OnRequest(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab", "gitea"})
  void findings_are_comments_at_changed_lines_and_a_second_run_posts_none_again(String kind) {
    at(kind);
    runs.says(answer(finding(2, "divides by zero, see @octocat")));

    String first = post(0);

    assertTrue(first.endsWith("1 finding\n0"), first + runs.err());
    assertTrue(
        runs.err().contains("vibe: posted 1 finding on https://forge/acme/shop/3"), runs::err);
    List<String> comments = forge.reviews().comments();
    assertEquals(1, comments.size(), comments::toString);
    String body = comments.getFirst();
    assertTrue(body.startsWith("**high**: divides by zero, see @&#8203;octocat"), body);
    String fence =
        switch (kind) {
          case "github" -> "```suggestion\n";
          case "gitlab" -> "```suggestion:-0+0\n";
          default -> "```\n";
        };
    assertTrue(body.contains(fence + "    return 1 / n if n else 0\n```"), body);

    runs.says(answer(finding(2, "n may be 0, in quite other words")));
    assertTrue(post(3).endsWith("0"), runs::err);
    assertEquals(1, forge.reviews().comments().size());
    assertTrue(runs.err().contains("nothing to post on"), runs::err);
    assertTrue(runs.err().contains("1 there before"), runs::err);
    assertFalse(runs.err().contains(FakeForge.TOKEN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab", "gitea"})
  void findings_of_a_file_are_posted_without_a_model_and_those_without_a_place_in_the_body(
      String kind) {
    at(kind);
    Map<String, Object> review =
        Map.of(
            "type",
            "review",
            "of",
            "x",
            "commit",
            head,
            "findings",
            List.of(
                Map.of("file", "a.py", "line", 2, "severity", "high", "why", "divides"),
                Map.of("file", "a.py", "line", 6, "severity", "low", "why", "is 0"),
                Map.of("file", "<!-- vibe:finding", "line", 1, "severity", "low", "why", "odd")));

    String first = postFile(review);

    assertTrue(first.endsWith("1"), "--fail-on holds: " + first + runs.err());
    assertEquals(1, forge.reviews().comments().size());
    String body = String.join("\n", forge.reviews().bodies());
    assertTrue(body.contains("- `a.py:6`: low: is 0\n<!-- vibe:finding "), body);
    assertTrue(body.contains("- `< !-- vibe:finding:1`: low: odd\n"), body);
    assertFalse(body.contains("divides"), body);
    assertTrue(runs.err().contains("posted 3 findings"), runs::err);

    String second = postFile(review);
    assertEquals(1, forge.reviews().comments().size(), second);
    assertTrue(runs.err().contains("3 there before"), runs::err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab", "gitea"})
  void a_line_that_the_forge_refuses_is_told_in_the_body(String kind) {
    at(kind);
    forge
        .reviews()
        .are(head, box.git("rev-parse", "main").strip(), box.git("diff", "main"), List.of());
    runs.says(answer(finding(2, "divides")));

    assertTrue(post(3).endsWith("0"), runs::err);

    assertEquals(List.of(), forge.reviews().comments());
    String body = String.join("\n", forge.reviews().bodies());
    assertTrue(body.contains("`a.py:2`: high: divides"), body);
  }

  @Test
  void what_was_reviewed_at_another_commit_is_at_no_line() {
    at("github");
    Map<String, Object> review =
        Map.of(
            "type",
            "review",
            "commit",
            "0".repeat(40),
            "findings",
            List.of(Map.of("file", "a.py", "line", 2, "severity", "high", "why", "divides")));

    postFile(review);

    assertEquals(List.of(), forge.reviews().comments());
    String body = String.join("\n", forge.reviews().bodies());
    assertTrue(body.contains("Reviewed was " + "0".repeat(40)), body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitea"})
  void nobody_else_can_say_that_a_finding_was_told(String kind) {
    at(kind);
    forge.reviews().ofApp();
    runs.says(answer(finding(2, "divides")));
    post(3);
    String mark =
        forge.reviews().comments().getFirst().replaceFirst("(?s).*(<!-- vibe:finding)", "$1");

    String base = box.git("rev-parse", "main").strip();
    try (FakeForge other = FakeForge.start(kind, temporary.resolve("nowhere"))) {
      forge.close();
      forge = other;
      box.git("remote", "set-url", "origin", other.remote());
      runs.config(other.configuration());
      other.reviews().ofApp();
      other.reviews().are(head, base, box.git("diff", base, head), List.of(1, 2));
      other.reviews().comment("mallory", mark);
      runs.says(answer(finding(2, "divides")));
      post(3);
      assertEquals(2, other.reviews().comments().size());
      runs.says(answer(finding(2, "divides")));
      post(3);
      assertEquals(2, other.reviews().comments().size(), "its own mark it knows");
    }
  }

  @Test
  void a_request_whose_branches_were_not_compared_yet_is_no_place() {
    at("gitlab");
    forge.reviews().are("", "", "", List.of());
    assertEquals("1", post(3));
    assertTrue(runs.err().contains("has not compared the branches yet"), runs::err);
  }

  @Test
  void a_base_that_is_not_here_is_told() {
    at("github");
    forge.reviews().are(head, "1".repeat(40), "", List.of());
    assertEquals("2", post(3));
    assertTrue(runs.err().contains("git fetch"), runs::err);
  }

  @Test
  void what_is_missing_is_told_before_a_model_is_asked() {
    at("github");
    forge.reviews().close();
    assertEquals("2", post(3));
    assertTrue(runs.err().contains("[no-pull-request]"), runs::err);
    runs.variable("FORGE_TOKEN", "");
    assertEquals("2", post(3));
    assertTrue(runs.err().contains("cannot post the review"), runs::err);
    assertTrue(runs.err().contains("[no-forge-token]"), runs::err);
    assertEquals("2", postFile(Map.of("type", "nothing")));
  }
}
