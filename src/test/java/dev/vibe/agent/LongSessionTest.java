package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Command;
import dev.vibe.event.Event;
import dev.vibe.problem.ExitCode;
import dev.vibe.provider.ModelRequest;
import dev.vibe.session.Transcript;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.ToolOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A session of 300 turns, with reads, edits and outputs as large as they are in real work, on
 * windows of every size: it never overflows and loses nothing that the user said.
 */
class LongSessionTest {

  private static final int PROMPTS = 30;
  private static final int CALLS_A_PROMPT = 9;
  private static final int FILES = 12;

  @TempDir Path scratch;
  private final Random random = new Random(18);
  private final List<String> rules = new ArrayList<>();
  private AgentFixture agent;
  private int calls;
  private int turn;

  @BeforeEach
  void prepare() throws IOException {
    agent = new AgentFixture(Files.createDirectory(scratch.resolve("work"))).noTools();
    agent.tool(new ProbeTool("read_file", CallKind.READS, file -> ToolOutput.ok(text(file))));
    agent.tool(new ProbeTool("str_replace", CallKind.ACTS, file -> ToolOutput.ok("replaced 1")));
    agent.tool(new ProbeTool("bash", CallKind.ACTS, command -> ToolOutput.ok(output())));
  }

  /** A file of 15,000 tokens and many smaller ones. */
  private String text(String file) {
    StringBuilder text = new StringBuilder();
    int lines = file.equals("f0.py") ? 1_000 : 40 + random.nextInt(300);
    for (int line = 0; line < lines; line++) {
      text.append("def function_").append(line).append("(value): return value + 1\n");
    }
    return text.toString();
  }

  private String output() {
    return "test_something.py::test_case PASSED [ 12%]\n".repeat(5 + random.nextInt(300));
  }

  /** Nine calls a prompt, then an answer. */
  private Message.Assistant step(ModelRequest request) {
    int step = turn++ % (CALLS_A_PROMPT + 1);
    if (step == CALLS_A_PROMPT) {
      return new Message.Assistant("That is how it stands.", Reasoning.NONE, List.of());
    }
    String file = "f" + random.nextInt(FILES) + ".py";
    return switch (step % 3) {
      case 0 -> called("read_file", file);
      case 1 -> called("str_replace", file);
      default -> called("bash", "pytest -q " + file + " # " + turn);
    };
  }

  private Message.Assistant called(String tool, String command) {
    return new Message.Assistant(
        "Next, " + tool + ".",
        Reasoning.NONE,
        List.of(
            new ToolCall(
                new CallId("call" + ++calls), tool, new RawJson(AgentFixture.command(command)))));
  }

  private static Message.Assistant summary(ModelRequest request) {
    return new Message.Assistant(
        "## Goal\nKeep the functions right.\n" + "Some point of the work so far. ".repeat(40),
        Reasoning.NONE,
        List.of());
  }

  @ParameterizedTest
  @ValueSource(ints = {8_192, 32_768, 131_072})
  void session_of_300_turns_never_overflows_and_loses_nothing_the_user_said(int window) {
    WindowedModel model = new WindowedModel(window, this::step, LongSessionTest::summary);
    agent.answering(model).window(window);
    try (AgentSession session = agent.start()) {
      for (int i = 0; i < PROMPTS; i++) {
        rules.add("Rule " + i + ": name no function after " + Integer.toHexString(i * 7919) + ".");
        session.submit(new Command.Prompt(Message.User.text(rules.getLast())));
        assertEquals(ExitCode.DONE, AgentFixture.await(session).exitCode(), "prompt " + i);
        check(model.asked.getLast());
      }
    }
    assertEquals(PROMPTS * (CALLS_A_PROMPT + 1), model.asked.size());
    assertEquals(0, model.refusals, () -> "sizes " + model.sizes);
    assertTrue(model.sizes.stream().allMatch(size -> size <= window), model.sizes::toString);
    int compactions = agent.events(Event.Compacted.class).size();
    assertTrue(compactions * 8 < PROMPTS * CALLS_A_PROMPT, () -> compactions + " compactions");
    assertEquals(window < 100_000, compactions > 0, () -> compactions + " compactions");
    assertEquals(
        agent.transcript().messages(), Transcript.of(agent.events).messages(), "a resumed session");
  }

  /** All rules are in it, and each result is behind its call. */
  private void check(ModelRequest request) {
    StringBuilder all = new StringBuilder();
    Set<CallId> open = new HashSet<>();
    for (Message message : request.messages()) {
      all.append(WindowedModel.text(message)).append('\n');
      switch (message) {
        case Message.User user -> assertEquals(Set.of(), open);
        case Message.Assistant reply -> reply.calls().forEach(call -> open.add(call.id()));
        case Message.ToolResults(List<ToolResult> results) ->
            results.forEach(result -> assertTrue(open.remove(result.callId()), result::toString));
      }
    }
    for (String rule : rules) {
      assertTrue(all.toString().contains(rule), () -> rule + " is lost in\n" + all);
    }
  }
}
