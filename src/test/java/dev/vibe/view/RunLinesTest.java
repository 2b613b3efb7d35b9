package dev.vibe.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.conversation.CallId;
import dev.vibe.event.Decider;
import dev.vibe.event.Event;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.FileDiff;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.UnifiedDiff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunLinesTest {

  private static final FileDiff DIFF = UnifiedDiff.between("a", "x\n", "y\nz\n");

  private final RunLines lines = new RunLines(Glyphs.SCREEN, Role.ACCENT);

  @Test
  void a_change_says_how_much_and_whether_it_is_real() {
    assertEquals("+2 -1", lines.counts(DIFF).text());
    assertEquals(
        "+2 −1", new RunLines(Glyphs.of(StandardCharsets.UTF_8), Role.TEXT).counts(DIFF).text());
  }

  @Test
  void what_no_call_names_is_named_by_what_it_did() {
    assertEquals("change a", RunLines.title(DIFF));
    assertEquals("create a", RunLines.title(UnifiedDiff.created("a", "x\n")));
  }

  @Test
  void a_commit_has_a_short_id_its_subject_and_its_files() {
    Event.Committed done = new Event.Committed("0123456789", "Say\n\nwhy", List.of("a", "b"));
    Event.Committed tried = new Event.Committed("", "Say", List.of());

    assertEquals(
        List.of("commit 0123456 Say", "  a", "  b"),
        lines.commit(done).stream().map(Line::text).toList());
    assertEquals(
        List.of("would commit Say"), lines.commit(tried).stream().map(Line::text).toList());
  }

  @Test
  void a_refusal_names_who_and_why() {
    CallId id = new CallId("c");

    assertEquals(
        "not allowed by deny rule bash: do without it",
        RunLines.refusal(
            new Event.ApprovalDecided(
                id, "run ls", false, Decider.of("deny rule bash"), "do without it")));
    assertEquals(
        "not allowed, because nobody is there to ask: mode ask asks before it edits",
        RunLines.refusal(
            new Event.ApprovalDecided(
                id, "edit", false, Decider.of("nobody to ask"), "mode ask asks before it edits")));
    assertEquals(
        "not allowed by user",
        RunLines.refusal(new Event.ApprovalDecided(id, "run ls", false, Decider.of("user"), "")));
  }

  @Test
  void a_retry_says_when_and_why() {
    Problem busy = new Problem(ProblemCode.SERVER_BUSY, "it is busy", "503", "wait");

    assertEquals(
        "try 2 in 9.0 s, Esc ends it: it is busy (503)",
        RunLines.retry(
                new Event.RetryScheduled(1, Duration.ofSeconds(9), busy, true), ", Esc ends it")
            .text());
  }
}
