package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Event;
import dev.vibe.problem.ExitCode;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.text.FileDiff;
import dev.vibe.text.UnifiedDiff;
import java.time.Duration;
import java.util.List;
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
        List.of("• change a  +1 -1", "• run touch a  0 ms", "• second  +1 -1", "• first  +1 -1"),
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
}
