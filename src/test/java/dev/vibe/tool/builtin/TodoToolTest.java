package dev.vibe.tool.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.Toolbox;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TodoToolTest {

  private static final ToolContext CONTEXT =
      new ToolContext(new EditBatch(new Workspace(Path.of("/ws"), List.of()), new SeenVersions()));

  private final TodoTool todo = new TodoTool();

  private Prepared prepare(String arguments) {
    ToolCall call = new ToolCall(new CallId("abcdefghi"), "todo", new RawJson(arguments));
    Toolbox.Binding binding = new Toolbox(List.of(todo)).bind(call);
    return assertInstanceOf(Toolbox.Bound.class, binding, binding.toString()).prepare(CONTEXT);
  }

  private ToolOutput ran(String arguments) throws InterruptedException {
    Invocation.Reading reading = assertInstanceOf(Invocation.Reading.class, prepare(arguments));
    assertEquals(List.of(), reading.effects());
    return reading.body().run();
  }

  private String run(String arguments) throws InterruptedException {
    return ran(arguments).text();
  }

  private List<ToolFact.Step> list(String arguments) throws InterruptedException {
    ToolFact fact = ran(arguments).facts().getFirst();
    return assertInstanceOf(ToolFact.TodoList.class, fact).steps();
  }

  @Test
  void items_may_be_texts_alone_with_their_status_in_front() throws Exception {
    assertEquals(
        "[ ] read\n[x] write\n[>] test\n[ ] commit",
        run("{\"todos\":[\"read\",\"- [x] write\",\"[~] test\",\"[ ] commit\"]}"));
  }

  @Test
  void the_list_is_shown_and_told_as_a_fact() throws Exception {
    assertEquals(
        "[x] read\n[>] write it\n[ ] test",
        run(
            "{\"items\":[{\"text\":\"read\",\"status\":\"done\"},"
                + "{\"text\":\" write\\n it \",\"status\":\"in_progress\"},"
                + "{\"text\":\"test\",\"status\":\"pending\"}]}"));
    assertEquals(
        List.of(new ToolFact.Step("read", ToolFact.Progress.DONE)),
        list("{\"items\":[{\"text\":\"read\",\"status\":\"done\"}]}"));
    assertEquals("The list is empty.", run("{\"items\":[]}"));
    assertEquals(List.of(), list("{\"items\":[]}"));
  }

  @Test
  void words_of_other_agents_are_understood() throws Exception {
    assertEquals(
        "[x] a\n[>] b\n[ ] c",
        run(
            "{\"todos\":[{\"content\":\"a\",\"status\":\"completed\"},"
                + "{\"content\":\"b\",\"status\":\"in-progress\"},"
                + "{\"task\":\"c\",\"state\":\"TODO\"}]}"));
  }

  @Test
  void the_list_and_its_texts_are_bounded() throws Exception {
    String item = "{\"text\":\"" + "é".repeat(5_000) + "\",\"status\":\"done\"}";
    assertTrue(run("{\"items\":[" + item + "]}").length() < 600);
    String many = String.join(",", Collections.nCopies(51, item));
    Refusal refusal = assertInstanceOf(Refusal.class, prepare("{\"items\":[" + many + "]}"));
    assertTrue(refusal.message().contains("at most 50"));
  }
}
