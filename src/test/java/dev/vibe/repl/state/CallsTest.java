package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Question;
import dev.vibe.approval.Question.Lasting;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.effect.Effect;
import dev.vibe.event.Decider;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.problem.ExitCode;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.text.FileDiff;
import dev.vibe.text.UnifiedDiff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Calls of the model: what is shown of them while they run and after, and what can be opened. */
class CallsTest {

  private static void call(Driven session, String id, String title, String output) {
    CallId call = new CallId(id);
    session.event(new Event.ToolCalled(new ToolCall(call, "bash", RawJson.EMPTY_OBJECT), title));
    session.event(
        new Event.ToolFinished(
            new ToolResult(call, "bash", ToolResult.Outcome.OK, output), Duration.ZERO));
  }

  private static FileDiff diff(String path) {
    return UnifiedDiff.between(path, "old\n", "new\n");
  }

  @Test
  void the_end_of_what_a_command_writes_is_shown_while_it_runs() {
    Driven session = Driven.running();
    session.event(
        new Event.ToolCalled(
            new ToolCall(new CallId("c"), "bash", RawJson.EMPTY_OBJECT), "run make"));
    session.event(new Event.OutputGrew("1\n2\n3\n4\n5\n6\n7", 106));
    assertTrue(session.screen().contains("│ 7"), session.screen());
    assertTrue(session.screen().contains("… 102 more above"), session.screen());

    session.event(
        new Event.ToolFinished(
            new ToolResult(new CallId("c"), "bash", ToolResult.Outcome.OK, "x"), Duration.ZERO));
    assertFalse(session.screen().contains("│"), session.screen());
  }

  @Test
  void what_is_told_below_a_command_is_not_told_in_its_output_too() {
    Driven session = Driven.running();
    CallId call = new CallId("1");
    session.event(new Event.ToolCalled(new ToolCall(call, "bash", RawJson.EMPTY_OBJECT), "run x"));
    session.event(new Event.FileChanged(List.of(call), diff("a.txt"), false));
    session.event(
        new Event.ToolFinished(
            new ToolResult(
                call,
                "bash",
                ToolResult.Outcome.OK,
                "done\nfiles changed by it: a.txt\nfiles changed by it: so it says",
                List.of(new ToolFact.ChangesTold(1))),
            Duration.ZERO));

    assertTrue(session.printed().contains("  done"), session.printed().toString());
    assertFalse(session.printed().contains("  files changed by it: a.txt"));
    assertTrue(session.printed().contains("  files changed by it: so it says"));
  }

  @Test
  void an_edit_whose_lines_stand_at_another_one_tells_no_size() {
    Driven session = Driven.running();
    CallId call = new CallId("1");
    session.event(
        new Event.ToolCalled(
            new ToolCall(call, "str_replace", RawJson.EMPTY_OBJECT), "edit app.py"));
    session.event(
        new Event.ToolFinished(
            new ToolResult(call, "str_replace", ToolResult.Outcome.OK, "app.py: +1 -1"),
            Duration.ZERO));

    assertEquals("• edit app.py", session.printed().getLast());
  }

  @Test
  void any_earlier_call_opens() {
    Driven session = Driven.running();
    call(session, "1", "run first", "1\n2\n3\n4\n5\n6\n7");
    call(session, "2", "run second", "b");
    session.press(Name.OPEN_OUTPUT);
    assertTrue(session.screen().contains("→ run second"), session.screen());
    assertFalse(session.printed().contains("  1"));

    session.press(Name.UP, Name.ENTER);
    assertTrue(session.printed().contains("  1"), session.printed().toString());
    assertInstanceOf(Dialog.None.class, session.state().dialog());
  }

  @Test
  void a_call_that_changed_a_file_opens_into_its_diff() {
    Driven session = Driven.running();
    CallId id = new CallId("1");
    session.event(
        new Event.ToolCalled(new ToolCall(id, "str_replace", RawJson.EMPTY_OBJECT), "edit a"));
    session.event(
        new Event.FileChanged(
            List.of(id), UnifiedDiff.between("a", "old\n".repeat(80), "new\n".repeat(80)), false));
    session.event(
        new Event.ToolFinished(
            new ToolResult(id, "str_replace", ToolResult.Outcome.OK, "a: +80"), Duration.ZERO));
    long before = session.printed().stream().filter(line -> line.contains("+ new")).count();
    session.press(Name.OPEN_OUTPUT, Name.ENTER);

    long after = session.printed().stream().filter(line -> line.contains("+ new")).count();
    assertEquals(before + 80, after);
  }

  @Test
  void a_diff_is_paired_with_the_call_that_it_names_and_not_by_titles() {
    Driven session = Driven.running();
    CallId command = new CallId("c");
    CallId first = new CallId("1");
    CallId second = new CallId("2");
    session.event(
        new Event.ToolCalled(new ToolCall(command, "bash", RawJson.EMPTY_OBJECT), "run touch a"));
    session.event(new Event.FileChanged(List.of(command), diff("a"), false));
    session.event(
        new Event.ToolFinished(
            new ToolResult(command, "bash", ToolResult.Outcome.OK, "exit code 0"), Duration.ZERO));
    session.event(
        new Event.ToolCalled(new ToolCall(first, "str_replace", RawJson.EMPTY_OBJECT), "first"));
    session.event(
        new Event.ToolCalled(new ToolCall(second, "str_replace", RawJson.EMPTY_OBJECT), "second"));
    session.event(new Event.FileChanged(List.of(second), diff("b"), false));
    session.event(new Event.FileChanged(List.of(), diff("a"), false));

    assertEquals(
        List.of("• run touch a  0 ms", "• change a  +1 -1", "• second  +1 -1", "• first  +1 -1"),
        session.printed().stream().filter(line -> line.startsWith("•")).toList());
  }

  @Test
  void the_list_of_the_model_is_shown_while_it_works() {
    Driven session = Driven.running();
    CallId id = new CallId("t");
    ToolFact steps =
        new ToolFact.TodoList(
            List.of(
                new ToolFact.Step("read", ToolFact.Progress.DONE),
                new ToolFact.Step("write", ToolFact.Progress.PENDING)));
    session.event(new Event.ToolCalled(new ToolCall(id, "todo", RawJson.EMPTY_OBJECT), "todo"));
    session.event(
        new Event.ToolFinished(
            new ToolResult(id, "todo", ToolResult.Outcome.OK, "two steps", List.of(steps)),
            Duration.ZERO));
    assertTrue(session.screen().contains("[ ] write"), session.screen());

    session.ended(ExitCode.DONE);
    assertFalse(session.screen().contains("[ ] write"), session.screen());
  }

  @Test
  void a_session_that_goes_on_shows_no_list_of_a_run_that_is_over() {
    ToolFact steps =
        new ToolFact.TodoList(List.of(new ToolFact.Step("read", ToolFact.Progress.DONE)));
    CallId id = new CallId("t");
    List<Event> events =
        List.of(
            new Event.UserSaid(Message.User.text("go")),
            new Event.ToolCalled(new ToolCall(id, "todo", RawJson.EMPTY_OBJECT), "todo"),
            new Event.ToolFinished(
                new ToolResult(id, "todo", ToolResult.Outcome.OK, "one step", List.of(steps)),
                Duration.ZERO));
    Driven session = Driven.connected(80, 24);
    session.give(
        new Input.Switched(
            events.stream().map(event -> new Envelope(1, Instant.EPOCH, "id", 1, event)).toList()));

    assertFalse(session.screen().contains("[x] read"), session.screen());
  }

  @Test
  void a_search_tells_how_much_it_found() {
    Driven session = Driven.running();
    search(session, "grep def", "grep", new ToolFact.Found(14, 12));
    search(session, "grep nope", "grep", new ToolFact.Found(0, 0));
    search(session, "glob *.py", "glob", new ToolFact.Found(3, 3));

    assertEquals(
        List.of("• grep def  14 in 12 files", "• grep nope  nothing", "• glob *.py  3 files"),
        session.printed().subList(session.printed().size() - 3, session.printed().size()));
  }

  private static void search(Driven session, String title, String tool, ToolFact fact) {
    CallId id = new CallId(title);
    session.event(new Event.ToolCalled(new ToolCall(id, tool, RawJson.EMPTY_OBJECT), title));
    session.event(
        new Event.ToolFinished(
            new ToolResult(id, tool, ToolResult.Outcome.OK, "lines", List.of(fact)),
            Duration.ZERO));
  }

  @Test
  void what_the_model_thinks_is_seen_at_its_end_and_opens_whole() {
    Driven session = Driven.running();
    session.event(new Event.ReasoningDelta("first\n\nsecond\nthird\nfour"));
    session.event(new Event.ReasoningDelta("th"));
    assertTrue(session.screen().contains("  ┆ second\n  ┆ third\n  ┆ fourth\n"), session.screen());
    assertFalse(session.screen().contains("first"), session.screen());

    session.event(new Event.TextDelta("It is so."));
    assertFalse(session.screen().contains("fourth"), session.screen());
    session.event(
        new Event.AssistantSaid(
            new Message.Assistant("It is so.", new Reasoning("first\nsecond", ""), List.of())));
    session.press(Name.OPEN_OUTPUT, Name.ENTER);
    assertEquals(
        List.of("• thinking  2 lines", "  first", "  second"),
        session.printed().subList(session.printed().size() - 3, session.printed().size()));
  }

  @Test
  void an_interrupted_command_keeps_its_last_lines_and_says_so_once() {
    Driven session = Driven.running();
    CallId id = new CallId("1");
    session.event(new Event.ToolCalled(new ToolCall(id, "bash", RawJson.EMPTY_OBJECT), "run make"));
    session.event(
        new Event.ToolFinished(
            new ToolResult(
                id,
                "bash",
                ToolResult.Outcome.INTERRUPTED,
                "interrupted after 3.0 s, with all its processes\nstep 1\nstep 2"),
            Duration.ofSeconds(3)));
    session.ended(ExitCode.INTERRUPTED);

    assertEquals(
        List.of("✗ run make  interrupted · 3.0 s", "  step 1", "  step 2"),
        session.printed().subList(session.printed().size() - 3, session.printed().size()));
  }

  @Test
  void what_a_command_did_to_files_stands_below_it_under_titles() {
    Driven session = Driven.running();
    CallId id = new CallId("1");
    session.event(new Event.ToolCalled(new ToolCall(id, "bash", RawJson.EMPTY_OBJECT), "run make"));
    for (FileDiff diff :
        List.of(
            UnifiedDiff.between("a.txt", "", "new\n"),
            UnifiedDiff.between("b.txt", "x\n", "y\n"))) {
      session.event(new Event.FileChanged(List.of(id), diff, false));
    }
    finished(session, "bash", ToolResult.Outcome.OK, "exit code 0\ndone");

    List<String> told = session.printed().stream().filter(line -> !line.isBlank()).skip(1).toList();
    assertEquals("• run make  0 ms", told.get(0), told::toString);
    assertEquals("  done", told.get(1));
    assertTrue(told.indexOf("• change b.txt  +1 -1") > 1, told::toString);
  }

  @Test
  void a_commit_is_told_once() {
    CallId id = new CallId("c1");
    Driven session = Driven.running();
    session.event(
        new Event.ToolCalled(new ToolCall(id, "git_commit", RawJson.EMPTY_OBJECT), "commit Say"));
    session.event(new Event.Committed("0123456789", "Say", List.of("a")));
    session.event(
        new Event.ToolFinished(
            new ToolResult(id, "git_commit", ToolResult.Outcome.OK, "done"), Duration.ZERO));

    assertEquals(1, session.printed().stream().filter(line -> line.contains("Say")).count());
  }

  private static void ended(Driven session, String title, String output, int exitCode) {
    CallId call = new CallId(title);
    session.event(new Event.ToolCalled(new ToolCall(call, "bash", RawJson.EMPTY_OBJECT), title));
    session.event(
        new Event.ToolFinished(
            new ToolResult(
                call,
                "bash",
                ToolResult.Outcome.OK,
                output,
                List.of(new ToolFact.EndedBadly(exitCode))),
            Duration.ofMillis(3200)));
  }

  @Test
  void a_command_that_failed_looks_like_it_and_shows_its_reason() {
    String noise =
        IntStream.range(0, 30).mapToObj(i -> "step " + i).collect(Collectors.joining("\n"));
    Driven session = Driven.running();
    ended(session, "run make", "exit code 2\n" + noise + "\na.c:3: error: no\n" + noise, 2);

    assertEquals(
        List.of(
            "✗ run make  exit 2 · 3.2 s",
            "  … 30 lines (Ctrl-O)",
            "  a.c:3: error: no",
            "  … 25 lines (Ctrl-O)",
            "  step 25",
            "  step 26",
            "  step 27",
            "  step 28",
            "  step 29"),
        session.printed().subList(session.printed().size() - 9, session.printed().size()));
    session.press(Name.OPEN_OUTPUT);
    assertTrue(session.screen().contains("exit 2 · 3.2 s"), session.screen());
  }

  private static void read(Driven session, String path, String content) {
    CallId id = new CallId(path);
    session.event(
        new Event.ToolCalled(new ToolCall(id, "read_file", RawJson.EMPTY_OBJECT), "read " + path));
    session.event(
        new Event.ToolFinished(
            new ToolResult(id, "read_file", ToolResult.Outcome.OK, content), Duration.ZERO));
  }

  @Test
  void files_that_are_read_in_a_row_stand_on_one_line() {
    Driven session = Driven.running();
    read(session, "a.py", "1\n2\n");
    assertTrue(session.screen().contains("• read a.py  2 lines"), session.screen());
    read(session, "b.py", "1\n");
    read(session, "c.py", "1\n");
    call(session, "1", "run ls", "exit code 0\na.py");
    read(session, "d.py", "1\n2\n3\n");
    session.ended(ExitCode.DONE);

    assertEquals(
        List.of("• read a.py … c.py  3 files", "• run ls  0 ms", "  a.py", "• read d.py  3 lines"),
        session.printed().stream().skip(2).filter(line -> !line.isEmpty()).toList());
  }

  private static Question edit() {
    return new Question(
        "edit a", List.of(new Effect.Write("a", diff("a"))), "why", Lasting.ALWAYS, "new\n");
  }

  private static Driven asked(String tool, String title, Question question) {
    Driven session = Driven.running();
    session.event(
        new Event.ToolCalled(new ToolCall(new CallId("1"), tool, RawJson.EMPTY_OBJECT), title));
    return session.give(new Input.Asked(question)).after(Duration.ofSeconds(1));
  }

  @Test
  void an_edit_that_a_person_allowed_is_told_in_one_line() {
    Driven session = asked("str_replace", "edit a", edit()).type("y");
    session.event(new Event.FileChanged(List.of(new CallId("1")), diff("a"), false));
    finished(session, "str_replace", ToolResult.Outcome.OK, "done");

    assertEquals("• edit a  +1 -1  yes", session.printed().getLast());
    assertFalse(String.join("\n", session.printed()).contains("old"), session.printed()::toString);
    session.press(Name.OPEN_OUTPUT, Name.OPEN_OUTPUT);
    assertTrue(String.join("\n", session.printed()).contains("- old"), session.printed()::toString);
  }

  @Test
  void a_command_that_a_person_allowed_or_refused_is_told_in_one_line() {
    Question question =
        new Question("run ls", List.of(new Effect.Run("ls", "/w")), "why", Lasting.ALWAYS, "");
    Driven allowed = asked("bash", "run ls", question).type("s");
    finished(allowed, "bash", ToolResult.Outcome.OK, "exit code 0\na.py");
    assertEquals(
        List.of("• run ls  0 ms  yes, for this session", "  a.py"),
        allowed.printed().subList(allowed.printed().size() - 2, allowed.printed().size()));

    Driven refused = asked("bash", "run ls", question).type("nlater").press(Name.ENTER);
    refused.event(
        new Event.ApprovalDecided(new CallId("1"), "run ls", false, Decider.of("user"), "later"));
    finished(refused, "bash", ToolResult.Outcome.DENIED, "the user said no: later");
    assertEquals("– run ls  no: later", refused.printed().getLast());
    refused.press(Name.OPEN_OUTPUT);
    assertTrue(refused.screen().contains("denied"), refused.screen());
    assertFalse(refused.screen().contains("failed"), refused.screen());
  }

  private static void finished(
      Driven session, String tool, ToolResult.Outcome outcome, String text) {
    session.event(
        new Event.ToolFinished(
            new ToolResult(new CallId("1"), tool, outcome, text), Duration.ZERO));
  }

  @Test
  void what_announces_the_reason_is_told_with_it() {
    Driven session = asked("str_replace", "edit a", edit()).type("y");
    finished(
        session,
        "str_replace",
        ToolResult.Outcome.INVALID,
        "The text is not in a. Nearest are lines 22-23:\n22: old\n23: older");

    List<String> printed = session.printed();
    assertEquals(
        List.of(
            "  ✗ The text is not in a. Nearest are lines 22-23:", "    22: old", "    23: older"),
        printed.subList(printed.size() - 3, printed.size()));
  }

  @Test
  void a_question_tells_its_place_among_the_calls_of_a_reply() {
    Driven session = Driven.running();
    List<ToolCall> calls =
        List.of(
            new ToolCall(new CallId("0"), "read_file", RawJson.EMPTY_OBJECT),
            new ToolCall(new CallId("1"), "str_replace", RawJson.EMPTY_OBJECT),
            new ToolCall(new CallId("2"), "bash", RawJson.EMPTY_OBJECT));
    session.event(new Event.AssistantSaid(new Message.Assistant("", Reasoning.NONE, calls)));
    session.event(new Event.ToolCalled(calls.get(1), "edit a")).give(new Input.Asked(edit()));

    assertTrue(session.screen().contains("? edit a  1 of 2"), session.screen());
  }
}
