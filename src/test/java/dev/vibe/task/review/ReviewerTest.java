package dev.vibe.task.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Usage;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.task.Task;
import dev.vibe.task.TaskRunner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReviewerTest {

  private static final String FINDING =
      "{\"file\":\"%s\",\"line\":%d,\"severity\":\"%s\",\"why\":\"%s\"}";

  private final List<String> asked = new ArrayList<>();
  private final Deque<RunResult> answers = new ArrayDeque<>();
  private final TaskRunner model =
      (Task task) -> {
        asked.add(task.prompt());
        return answers.remove();
      };

  private static RunResult result(RunResult.Ending ending, String answer) {
    return new RunResult(
        ending,
        answer,
        "id",
        "m",
        "e",
        1,
        Usage.NONE,
        0,
        Duration.ZERO,
        List.of(),
        List.of(),
        List.of());
  }

  private void answer(String text) {
    answers.add(result(new RunResult.Ending.Well(), text));
  }

  private static ReviewedFile file(String name, String text, Integer... changed) {
    return new ReviewedFile(name, text, new TreeSet<>(List.of(changed)));
  }

  private Review review(int room, ReviewedFile... change) throws InterruptedException {
    Map<String, String> files = Map.of("a.py", "one\n  two = 2\nthree\n", "b.py", "x\nx\n");
    return new Reviewer(model, name -> Optional.ofNullable(files.get(name)))
        .review("main...HEAD", List.of(change), room);
  }

  @Test
  void findings_are_sorted_and_only_about_changed_lines() throws InterruptedException {
    answer(
        "Sure!\n```json\n{\"findings\":["
            + String.join(
                ",",
                FINDING.formatted("b.py", 1, "minor", "light"),
                FINDING.formatted("./a.py", 3, "critical", "heavy"),
                FINDING.formatted("a.py", 3, "critical", "heavy"),
                FINDING.formatted("a.py", 90, "high", "far"),
                FINDING.formatted("c.py", 1, "high", "elsewhere"))
            + "]}\n```");
    Review review = review(1_000, file("a.py", "text\n", 2), file("b.py", "text\n", 1));

    assertEquals(
        List.of(
            new ReviewFinding("a.py", 2, Severity.HIGH, "heavy", Optional.empty()),
            new ReviewFinding("b.py", 1, Severity.LOW, "light", Optional.empty())),
        review.findings());
    assertEquals(2, review.dropped());
    assertTrue(review.has(Severity.HIGH));
    assertTrue(asked.getFirst().contains("=== a.py\ntext\n"), asked::toString);
    assertTrue(asked.getFirst().contains("(main...HEAD)"), asked::toString);
  }

  @Test
  void an_edit_is_shown_where_it_fits_in_one_place() throws InterruptedException {
    String fix =
        "{\"findings\":[{\"file\":\"%s\",\"line\":2,\"severity\":\"low\",\"why\":\"w\",\"old\":\"%s\",\"new\":\"3\"}]}";
    answer(fix.formatted("a.py", "2"));
    ReviewFinding.Fix fits =
        review(1_000, file("a.py", "t\n", 2)).findings().getFirst().fix().orElseThrow();
    assertEquals(2, fits.line());
    assertEquals("  two = 2", fits.old());
    assertEquals("  two = 3", fits.replacement());
    assertTrue(fits.patch().contains("-  two = 2\n+  two = 3\n"), fits::patch);

    answer(fix.formatted("b.py", "x"));
    assertEquals(
        Optional.empty(), review(1_000, file("b.py", "t\n", 1)).findings().getFirst().fix());
    answer(fix.formatted("a.py", "not there"));
    assertEquals(
        Optional.empty(), review(1_000, file("a.py", "t\n", 2)).findings().getFirst().fix());
  }

  @Test
  void an_answer_that_cannot_be_used_is_asked_for_again() throws InterruptedException {
    answer("It looks fine to me.");
    answer("{\"findings\":[{\"file\":\"a.py\",\"line\":\"x\"}]}");
    answer("{\"findings\":[]}");
    Review review = review(1_000, file("a.py", "t\n", 1));
    assertEquals(Optional.empty(), review.unusable());
    assertEquals(3, review.runs().size());
    assertTrue(asked.get(1).contains("there is no JSON object in it"), asked::toString);
    assertTrue(asked.get(2).contains("each finding has file, line"), asked::toString);

    answer("no");
    answer("{\"findings\":3}");
    answer("{broken}");
    Review hopeless = review(1_000, file("a.py", "t\n", 1));
    assertTrue(hopeless.unusable().orElseThrow().contains("broken"), hopeless::toString);
  }

  @Test
  void a_run_that_ends_badly_ends_the_review() throws InterruptedException {
    Problem down = new Problem(ProblemCode.INTERNAL_ERROR, "it failed", "why", "try");
    answers.add(result(new RunResult.Ending.Badly(ExitCode.UNREACHABLE, down), ""));
    Review review = review(10, file("a.py", "t\n", 1), file("b.py", "t\n".repeat(9), 1));
    assertEquals(ExitCode.UNREACHABLE, review.broken().orElseThrow().exitCode());
    assertEquals(1, asked.size());
    assertFalse(review.has(Severity.LOW));
  }

  @Test
  void a_large_change_is_reviewed_in_parts() throws InterruptedException {
    answer("{\"findings\":[]}");
    answer("{\"findings\":[]}");
    answer("{\"findings\":[" + FINDING.formatted("b.py", 9, "high", "late") + "]}");
    String lines = "0123456789\n".repeat(4);
    Review review = review(24, file("a.py", "short\n", 1), file("b.py", lines, 9));
    assertEquals(3, asked.size(), asked::toString);
    assertEquals(1, review.findings().size());
    assertEquals(4, asked.stream().mapToInt(text -> text.split("0123456789", -1).length - 1).sum());
  }
}
