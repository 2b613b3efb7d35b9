package dev.vibe.tool.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.event.Inquiry;
import dev.vibe.json.Json;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.Toolbox;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AskUserToolTest {

  private static final ToolContext CONTEXT =
      new ToolContext(new EditBatch(new Workspace(Path.of("/ws"), List.of()), new SeenVersions()));

  private final List<Inquiry> asked = new ArrayList<>();
  private Optional<String> answer = Optional.empty();

  private final AskUserTool tool =
      new AskUserTool(
          inquiry -> {
            asked.add(inquiry);
            return answer;
          });

  private Prepared prepare(String name, Map<String, ?> arguments) {
    ToolCall call = new ToolCall(new CallId("abcdefghi"), name, new RawJson(Json.write(arguments)));
    Toolbox.Binding binding = new Toolbox(List.of(tool)).bind(call);
    return assertInstanceOf(Toolbox.Bound.class, binding, binding.toString()).prepare(CONTEXT);
  }

  private String run(String name, Map<String, ?> arguments) throws InterruptedException {
    return assertInstanceOf(Invocation.Reading.class, prepare(name, arguments)).body().run().text();
  }

  private void assertRefused(Map<String, ?> arguments) {
    assertInstanceOf(Refusal.class, prepare("ask_user", arguments));
    assertEquals(List.of(), asked);
  }

  @Test
  void the_answer_is_the_result() throws InterruptedException {
    answer = Optional.of("blue");
    assertEquals(
        "blue",
        run("ask_user", Map.of("question", " Which? ", "options", List.of("red ", "", "a\n b"))));
    assertEquals(List.of(new Inquiry("Which?", List.of("red", "a b"))), asked);
  }

  @Test
  void it_is_called_by_the_names_of_other_agents_too() throws InterruptedException {
    answer = Optional.of("yes");
    assertEquals("yes", run("ask_followup_question", Map.of("prompt", "Sure?")));
  }

  @Test
  void without_an_answer_the_model_decides() throws InterruptedException {
    assertTrue(run("ask_user", Map.of("question", "Which?")).contains("Decide"));
  }

  @Test
  void what_nobody_reads_is_not_asked() {
    assertRefused(Map.of("question", " "));
    assertRefused(Map.of("question", "x".repeat(2_001)));
    assertRefused(Map.of("question", "Which?", "options", List.of("x".repeat(201))));
    List<String> ten = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ten.add("option " + i);
    }
    assertRefused(Map.of("question", "Which?", "options", Collections.unmodifiableList(ten)));
  }
}
