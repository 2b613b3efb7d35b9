package dev.vibe.headless;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Decider;
import dev.vibe.event.Detail;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.headless.TextOptions.Motion;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.testkit.BrokenPipe;
import dev.vibe.testkit.Gen;
import dev.vibe.testkit.Golden;
import dev.vibe.testkit.SampleEvents;
import dev.vibe.text.FileDiff;
import dev.vibe.text.FileDiff.Hunk;
import dev.vibe.text.FileDiff.Line;
import dev.vibe.text.FileDiff.Mark;
import dev.vibe.text.Palette;
import dev.vibe.view.Channel;
import dev.vibe.view.Channel.Target;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextOutputTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private TextOutput output(Detail detail, Target target, Palette palette) {
    return new TextOutput(
        new Channel(new PrintStream(out, false, UTF_8), target, palette),
        new Channel(new PrintStream(err, false, UTF_8), target, palette),
        new TextOptions(detail, Motion.STILL, () -> 80, "/state/sessions/id/events.jsonl"),
        () -> 0);
  }

  private TextOutput plain() {
    return output(Detail.NORMAL, Target.ELSEWHERE, Palette.PLAIN);
  }

  private String err() {
    return err.toString(UTF_8);
  }

  private static void show(TextOutput output, Event... events) {
    List.of(events).forEach(event -> output.accept(SampleEvents.envelope(event)));
  }

  private static void showAll(TextOutput output) {
    SampleEvents.envelopes().forEach(output::accept);
  }

  private static Event said(String text, ToolCall... calls) {
    return new Event.AssistantSaid(new Message.Assistant(text, Reasoning.NONE, List.of(calls)));
  }

  private static Event ended(RunResult.Ending ending) {
    return new Event.RunEnded(SampleEvents.result(ending));
  }

  @Test
  void compaction_and_a_window_that_fills_are_a_line_each() {
    TextOutput output = plain();
    Problem fills = new Problem(ProblemCode.CONTEXT_FILLS, "context 5.6k of 8.2k", "", "");
    show(
        output,
        Event.NoticeRaised.of(fills),
        new Event.Compacted(
            3, "text", "", new Event.Compacted.Size(7_100, 2_300), Event.Compacted.Reason.FULL));

    assertEquals(
        List.of("context 5.6k of 8.2k", "the conversation was compacted from 7.1k to 2.3k tokens"),
        err().lines().toList());
  }

  @Test
  void a_run_reads_as_agreed() {
    showAll(plain());

    assertEquals("Done.\n", out.toString(UTF_8));
    Golden.assertMatches("src/test/resources/golden/text/normal.txt", err());
  }

  @Test
  void a_run_in_colour_reads_as_agreed() {
    showAll(output(Detail.NORMAL, Target.TERMINAL, Palette.ANSI));

    assertEquals("Done.\n", out.toString(UTF_8));
    Golden.assertMatches("src/test/resources/golden/text/colour.txt", err().replace('\u001b', '␛'));
  }

  @Test
  void verbose_tells_more() {
    showAll(output(Detail.VERBOSE, Target.ELSEWHERE, Palette.PLAIN));

    Golden.assertMatches("src/test/resources/golden/text/verbose.txt", err());
  }

  @Test
  void quiet_tells_problems_only() {
    TextOutput output = output(Detail.QUIET, Target.ELSEWHERE, Palette.PLAIN);
    showAll(output);

    assertEquals("vibe: the price of the model is not known  [no-model-list]\n", err());
  }

  @Test
  void a_run_that_ends_badly_says_what_why_and_what_to_try() {
    show(
        output(Detail.QUIET, Target.ELSEWHERE, Palette.PLAIN),
        ended(SampleEvents.badly(ExitCode.UNREACHABLE)));

    assertEquals(SampleEvents.PROBLEM.render() + "\n", err());
  }

  @Test
  void text_before_calls_is_progress_and_the_last_text_is_the_answer_alone() {
    show(
        plain(),
        said("First I look.", SampleEvents.READ),
        new Event.ToolCalled(SampleEvents.READ, "read src/app.py"),
        said("Done."),
        ended(new RunResult.Ending.Well()));

    assertEquals("Done.\n", out.toString(UTF_8));
    assertTrue(err().startsWith("First I look.\n• read src/app.py\n"), err());
    assertFalse(err().contains("Done."), err());
  }

  @Test
  void text_that_turned_out_not_to_be_the_answer_is_not_lost() {
    show(plain(), said("I think I am ready."), said("Done."), ended(new RunResult.Ending.Well()));

    assertTrue(err().startsWith("I think I am ready.\n"), err());
  }

  @Test
  void two_edits_of_one_reply_each_show_their_own_diff() {
    FileDiff other = new FileDiff("b.py", FileDiff.Kind.CREATED, List.of(), 3, 0);
    ToolCall write = SampleEvents.EDIT;
    ToolCall second =
        new ToolCall(SampleEvents.READ.id(), "write_file", SampleEvents.READ.arguments());
    show(
        plain(),
        new Event.ToolCalled(write, "edit src/app.py"),
        new Event.ToolCalled(second, "write b.py"),
        new Event.FileChanged(List.of(second.id()), other, false),
        new Event.FileChanged(List.of(write.id()), SampleEvents.DIFF, true));

    assertTrue(
        err().startsWith("• write b.py  +3 −0\n• edit src/app.py  +1 −1  (dry run)\n"), err());
  }

  @Test
  void a_command_that_failed_has_no_tick_and_what_it_did_to_files_stands_below() {
    ToolCall command = new ToolCall(new CallId("1"), "bash", new RawJson("{}"));
    show(
        plain(),
        new Event.ToolCalled(command, "run make"),
        new Event.FileChanged(
            List.of(command.id()),
            new FileDiff("b.py", FileDiff.Kind.CREATED, List.of(), 3, 0),
            false),
        new Event.ToolFinished(
            new ToolResult(
                command.id(),
                "bash",
                ToolResult.Outcome.OK,
                "exit code 1",
                List.of(new ToolFact.EndedBadly(1))),
            Duration.ZERO));

    assertEquals("• run make\n  ✗ exit code 1 · 0 ms\n• create b.py  +3 −0\n", err());
  }

  private static ToolCall edit(String id) {
    return new ToolCall(new CallId(id), "str_replace", new RawJson("{}"));
  }

  private static Event finished(ToolCall call, ToolResult.Outcome outcome, String text) {
    return new Event.ToolFinished(
        new ToolResult(call.id(), call.name(), outcome, text), Duration.ZERO);
  }

  @Test
  void edits_of_one_file_in_one_reply_are_one_entry_with_their_number() {
    ToolCall first = edit("edit00001");
    ToolCall second = edit("edit00002");
    show(
        plain(),
        new Event.ToolCalled(first, "edit src/app.py"),
        new Event.ToolCalled(second, "edit src/app.py"),
        new Event.FileChanged(List.of(first.id(), second.id()), SampleEvents.DIFF, false),
        finished(first, ToolResult.Outcome.OK, "src/app.py: +1 -0"),
        finished(second, ToolResult.Outcome.OK, "src/app.py: +0 -1"));

    assertTrue(err().startsWith("• edit src/app.py  +1 −1  (2 edits)\n"), err());
    assertEquals(1, err().lines().filter(line -> line.startsWith("•")).count(), err());
  }

  @Test
  void edit_that_was_not_allowed_has_its_own_line_before_the_reason() {
    ToolCall allowed = edit("edit00001");
    ToolCall refused = edit("edit00002");
    show(
        plain(),
        new Event.ToolCalled(allowed, "edit src/app.py"),
        new Event.ToolCalled(refused, "edit src/app.py"),
        new Event.ApprovalDecided(refused.id(), "edit src/app.py", false, new Decider.User(), ""),
        new Event.FileChanged(List.of(allowed.id()), SampleEvents.DIFF, false),
        finished(allowed, ToolResult.Outcome.OK, "src/app.py: +1 -1"),
        finished(refused, ToolResult.Outcome.DENIED, "the user said no"));

    assertTrue(
        err().startsWith("• edit src/app.py\n  not allowed by user\n• edit src/app.py  +1 −1\n"),
        err());
  }

  @Test
  void command_that_failed_has_no_tick() {
    ToolCall red = new ToolCall(new CallId("bash00001"), "bash", new RawJson("{}"));
    ToolResult failed =
        new ToolResult(
            red.id(),
            "bash",
            ToolResult.Outcome.OK,
            "exit code 1\n1 failed",
            List.of(new ToolFact.EndedBadly(1)));
    show(
        plain(),
        new Event.ToolCalled(red, "run make test"),
        new Event.ToolFinished(failed, Duration.ZERO));

    assertTrue(err().contains("  ✗ exit code 1 (+1 line)"), err());
    assertFalse(err().contains("✓"), err());
  }

  @Test
  void refusal_is_told_once() {
    ToolCall refused = new ToolCall(new CallId("bash00001"), "bash", new RawJson("{}"));
    show(
        plain(),
        new Event.ToolCalled(refused, "run make"),
        new Event.ApprovalDecided(
            refused.id(), "run make", false, new Decider.Nobody(), "mode ask asks"),
        finished(refused, ToolResult.Outcome.DENIED, "refused: mode ask asks, and more"));

    assertTrue(
        err().contains("  not allowed, because nobody is there to ask: mode ask asks\n"), err());
    assertFalse(err().contains("refused"), err());
  }

  @Test
  void a_long_diff_is_folded() {
    List<Line> lines = Collections.nCopies(500, new Line(Mark.ADDED, "x", false));
    show(
        plain(),
        new Event.FileChanged(
            List.of(),
            new FileDiff(
                "big", FileDiff.Kind.CREATED, List.of(new Hunk(0, 0, 1, 500, lines)), 500, 0),
            false));

    assertTrue(err().endsWith("  … 301 more lines\n"), err());
    assertEquals(202, err().lines().count());
  }

  @Test
  void signs_fit_the_charset() {
    PrintStream ascii = new PrintStream(err, false, US_ASCII);
    Channel channel = new Channel(ascii, Target.ELSEWHERE, Palette.PLAIN);
    TextOutput output =
        new TextOutput(
            channel, channel, new TextOptions(Detail.NORMAL, Motion.STILL, () -> 80, ""), () -> 0);
    show(output, new Event.ToolCalled(SampleEvents.READ, "read src/app.py"));

    assertEquals("* read src/app.py\n", err.toString(US_ASCII));
  }

  @Test
  void nothing_foreign_moves_a_terminal() {
    Gen.forAll(
        "terminal safety",
        300,
        random -> {
          out.reset();
          err.reset();
          String evil = Gen.hostileText(random, 30) + "\u001b[2J\u009b1A";
          show(output(Detail.VERBOSE, Target.TERMINAL, Palette.PLAIN), hostile(evil));

          String shown = out.toString(UTF_8) + err();
          assertTrue(
              shown
                  .codePoints()
                  .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'),
              shown);
          assertFalse(shown.contains("\u202e"), shown);
        });
  }

  private static Event[] hostile(String evil) {
    Problem problem = new Problem(ProblemCode.INTERNAL_ERROR, evil, evil, evil);
    ToolCall call = SampleEvents.TEST;
    RunResult result = SampleEvents.result(new RunResult.Ending.Badly(ExitCode.FAILED, problem));
    return new Event[] {
      new Event.SessionStarted(evil, evil, evil, evil, evil),
      new Event.AssistantSaid(new Message.Assistant(evil, new Reasoning(evil, ""), List.of(call))),
      new Event.ToolCalled(call, evil),
      new Event.ApprovalDecided(call.id(), evil, false, Decider.of(evil), evil),
      new Event.FileChanged(
          List.of(call.id()),
          new FileDiff(
              evil,
              FileDiff.Kind.CHANGED,
              List.of(
                  new Hunk(
                      1,
                      1,
                      1,
                      1,
                      List.of(
                          new Line(Mark.REMOVED, evil, false),
                          new Line(Mark.ADDED, evil + "x", true)))),
              1,
              1),
          false),
      new Event.Committed("", evil, List.of(evil)),
      Event.NoticeRaised.of(problem),
      new Event.RetryScheduled(1, Duration.ZERO, problem, true),
      new Event.RunEnded(
          new RunResult(
              result.ending(),
              evil,
              "s",
              evil,
              evil,
              1,
              result.usage(),
              0,
              result.took(),
              List.of(evil),
              List.of(),
              List.of(new RunResult.Asked(evil, evil))))
    };
  }

  @Test
  void a_pipe_gets_the_answer_as_the_model_wrote_it() {
    RunResult plain = SampleEvents.result(new RunResult.Ending.Well());
    show(
        plain(),
        new Event.RunEnded(
            new RunResult(
                plain.ending(),
                "می\u200cخواهم\n",
                "s",
                "m",
                "e",
                1,
                plain.usage(),
                0,
                plain.took(),
                List.of(),
                List.of(),
                List.of())));

    assertEquals("می\u200cخواهم\n", out.toString(UTF_8));
  }

  @Test
  void streams_that_nobody_reads_do_not_stop_a_run() {
    PrintStream broken = BrokenPipe.stream();
    Channel channel = new Channel(broken, Target.TERMINAL, Palette.ANSI);
    try (TextOutput output =
        new TextOutput(
            channel,
            channel,
            new TextOptions(Detail.NORMAL, Motion.MOVING, () -> 80, ""),
            () -> 0)) {
      showAll(output);
    }

    assertTrue(broken.checkError());
  }
}
