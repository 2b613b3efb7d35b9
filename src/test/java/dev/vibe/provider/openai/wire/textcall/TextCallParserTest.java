package dev.vibe.provider.openai.wire.textcall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.json.Json;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.openai.wire.reply.DeltaAssembler;
import dev.vibe.testkit.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Row 30 of docs/protocol-cases.md: text that should have been a call, and text that only looks
 * like it.
 */
final class TextCallParserTest {

  private static final List<ToolSpec> TOOLS =
      List.of(tool("bash"), tool("read_file"), tool("str_replace"), tool("git_commit"));

  private static ToolSpec tool(String name) {
    return new ToolSpec(name, "", new RawJson("{\"type\":\"object\"}"));
  }

  /** What a reply of this text comes to: calls, answer text, and what was shown on the way. */
  private record Outcome(List<String> calls, String text, String shown) {}

  private static Outcome play(String text, int pieceLength, String finish) {
    DeltaAssembler assembler = new DeltaAssembler(TOOLS, Set.of());
    StringBuilder shown = new StringBuilder();
    List<ModelEvent> events = new ArrayList<>();
    for (int at = 0; at < text.length(); at += pieceLength) {
      String piece = text.substring(at, Math.min(text.length(), at + pieceLength));
      assembler.accept(
          Json.write(Map.of("choices", List.of(Map.of("delta", Map.of("content", piece))))),
          events::add);
    }
    assembler.accept(
        Json.write(Map.of("choices", List.of(Map.of("delta", Map.of(), "finish_reason", finish)))),
        events::add);
    ModelEvent.Done done =
        assertInstanceOf(
                DeltaAssembler.Ending.Whole.class,
                assembler.end(DeltaAssembler.Marked.YES, events::add))
            .done();
    for (ModelEvent event : events) {
      if (event instanceof ModelEvent.TextDelta(String piece)) {
        shown.append(piece);
      }
    }
    return new Outcome(
        done.reply().calls().stream().map(call -> call.name() + call.arguments()).toList(),
        done.reply().text(),
        shown.toString());
  }

  private static void recovers(String text, String answer, String... calls) {
    for (int length : new int[] {1, 2, 3, 7, 1000}) {
      Outcome outcome = play(text, length, "stop");
      assertEquals(List.of(calls), outcome.calls, text);
      assertEquals(answer, outcome.text, text);
      assertEquals(answer, outcome.shown.strip(), text);
    }
  }

  private static void leavesAlone(String text) {
    for (int length : new int[] {1, 2, 3, 7, 1000}) {
      Outcome outcome = play(text, length, "stop");
      assertEquals(List.of(), outcome.calls, text);
      assertEquals(text, outcome.text);
      assertEquals(text, outcome.shown);
    }
  }

  @Test
  void row_30_the_forms_of_every_tokenizer_are_recovered() {
    recovers("[TOOL_CALLS]bash[ARGS]{\"command\": \"ls\"}", "", "bash{\"command\": \"ls\"}");
    recovers("[TOOL_CALLS] bash{\"a\":1}</s>", "", "bash{\"a\":1}");
    recovers("[TOOL_CALLS]bash[CALL_ID]abcDEF123[ARGS]{}", "", "bash{}");
    recovers(
        "[TOOL_CALLS][{\"name\": \"bash\", \"arguments\": {\"command\": \"ls\"}}, {\"name\":"
            + " \"read_file\", \"arguments\": \"{\\\"file\\\":\\\"a\\\"}\"}]",
        "",
        "bash{\"command\":\"ls\"}",
        "read_file{\"file\":\"a\"}");
    recovers("bash[ARGS]{\"command\":\"ls\"}", "", "bash{\"command\":\"ls\"}");
  }

  @Test
  void row_30_blanks_namespaces_and_arguments_in_quotes_make_no_difference() {
    recovers("\n\n [TOOL_CALLS] bash [ARGS] {\"a\": 1}\n\n", "", "bash{\"a\": 1}");
    recovers("[TOOL_CALLS]\nbash\n{\"a\": 1}", "", "bash{\"a\": 1}");
    recovers("bash [ARGS]\n{\"a\": 1} ", "", "bash{\"a\": 1}");
    recovers("[TOOL_CALLS][TOOL_CALLS]bash[ARGS]{}", "", "bash{}");
    recovers("[TOOL_CALLS]functions.bash[ARGS]{}", "", "bash{}");
    recovers("functions.bash[ARGS]{}", "", "bash{}");
    recovers("[TOOL_CALLS]bash[ARGS]\"{\\\"a\\\": \\\"é😀\\\"}\"", "", "bash{\"a\": \"é😀\"}");
    recovers("[{\"tool\":\"bash\",\"arguments\":\"{\\\"a\\\":1}\"}]", "", "bash{\"a\":1}");
    recovers("[{\"name\": \"bash\", \"arguments\": {\"a\":1}}]", "", "bash{\"a\":1}");
    recovers(
        "[TOOL_CALLS] { \"name\": \"bash\", \"arguments\": {\"c\": \"é[TOOL_CALLS]😀\"} }",
        "",
        "bash{\"c\":\"é[TOOL_CALLS]😀\"}");
  }

  @Test
  void row_30_calls_that_are_glued_together_are_told_apart() {
    recovers(
        "bash[ARGS]{}bash{}read_file{\"f\":\"{\"}",
        "",
        "bash{}",
        "bash{}",
        "read_file{\"f\":\"{\"}");
    recovers(
        "[{\"tool\":\"bash\",\"c\":1}]\n[{\"tool\":\"git_commit\",\"m\":2}]",
        "",
        "bash{\"c\":1}",
        "git_commit{\"m\":2}");
    recovers(
        "[TOOL_CALLS][{\"name\":\"bash\",\"arguments\":{}}][TOOL_CALLS]read_file[ARGS]{}",
        "",
        "bash{}",
        "read_file{}");
  }

  @Test
  void row_30_a_call_after_a_sentence_is_one_and_a_call_in_a_sentence_is_quoted() {
    recovers("Ich prüfe das.[TOOL_CALLS]bash[ARGS]{}", "Ich prüfe das.", "bash{}");
    recovers("I look: [TOOL_CALLS]bash[ARGS]{}", "I look:", "bash{}");
    recovers("I look\n[TOOL_CALLS]bash[ARGS]{}", "I look", "bash{}");
    leavesAlone("The form is [TOOL_CALLS]bash[ARGS]{}");
    leavesAlone("The form is \"[TOOL_CALLS]bash[ARGS]{}");
    leavesAlone("- [TOOL_CALLS]bash[ARGS]{}");
    leavesAlone("> [TOOL_CALLS]bash[ARGS]{}");
    leavesAlone("Like this:\n\n    [TOOL_CALLS]bash[ARGS]{}");
    leavesAlone("Like this:\n\n\tbash[ARGS]{}");
    leavesAlone("Use ``[TOOL_CALLS]bash[ARGS]{}");
    leavesAlone("````\n```\n[TOOL_CALLS]bash[ARGS]{}");
    leavesAlone("~~~\n```\n[TOOL_CALLS]bash[ARGS]{}");
    leavesAlone("[TOOL_CALLS]bash[ARGS]{} runs it, as in\n[TOOL_CALLS]bash[ARGS]{}");
    recovers("```sh\nls\n```\nNow:\n[TOOL_CALLS]bash[ARGS]{}", "```sh\nls\n```\nNow:", "bash{}");
    recovers("`[TOOL_CALLS]` it is.\nbash[ARGS]{}", "`[TOOL_CALLS]` it is.", "bash{}");
  }

  @Test
  void row_30_text_that_is_no_call_after_all_is_shown_at_once() {
    for (String text :
        List.of(
            "[TOOL_CALLS] is a",
            "bash i",
            "[TOOL_CALLS]bash[ARGS]{} is h",
            "[{\"tool\": \"hamm",
            "[{\"toast\"",
            "[1",
            "read_file,",
            "bash[ARGS] o")) {
      for (int length : new int[] {1, 3, 1000}) {
        DeltaAssembler assembler = new DeltaAssembler(TOOLS, Set.of());
        List<ModelEvent> events = new ArrayList<>();
        feed(assembler, text, length, events);
        assertEquals(text, assembler.shownText());
      }
    }
  }

  private static void feed(
      DeltaAssembler assembler, String text, int length, List<ModelEvent> events) {
    for (int at = 0; at < text.length(); at += length) {
      String piece = text.substring(at, Math.min(text.length(), at + length));
      assembler.accept(
          Json.write(Map.of("choices", List.of(Map.of("delta", Map.of("content", piece))))),
          events::add);
    }
  }

  @Test
  void row_30_a_call_that_is_meant_and_unreadable_is_told_from_one_that_is_quoted() {
    for (String meant :
        List.of(
            "[TOOL_CALLS]bash[ARGS]{\"command\": \"l",
            "[TOOL_CALLS]fly[ARGS]{}",
            "Now. [TOOL_CALLS]bash[ARGS]{oops}",
            "[TOOL_CALLS]bash")) {
      assertEquals(ModelEvent.Finish.GARBLED_CALL, finish(meant, "stop"), meant);
      assertEquals(ModelEvent.Finish.LENGTH, finish(meant, "length"), meant);
    }
    for (String quoted :
        List.of(
            "[TOOL_CALLS]",
            "The form is [TOOL_CALLS]fly[ARGS]{}",
            "`[TOOL_CALLS]fly[ARGS]{}`",
            "[TOOL_CALLS]fly[ARGS]{} is how",
            "bash is a shell")) {
      assertEquals(ModelEvent.Finish.STOP, finish(quoted, "stop"), quoted);
    }
  }

  private static ModelEvent.Finish finish(String text, String reason) {
    DeltaAssembler assembler = new DeltaAssembler(TOOLS, Set.of());
    List<ModelEvent> events = new ArrayList<>();
    feed(assembler, text, 4, events);
    assembler.accept(
        Json.write(Map.of("choices", List.of(Map.of("delta", Map.of(), "finish_reason", reason)))),
        events::add);
    return assertInstanceOf(
            DeltaAssembler.Ending.Whole.class,
            assembler.end(DeltaAssembler.Marked.YES, events::add))
        .done()
        .finish();
  }

  @Test
  void row_30_text_before_a_call_is_kept_and_several_calls_are_told_apart() {
    recovers(
        "I will look.[TOOL_CALLS]bash[ARGS]{\"a\":1}[TOOL_CALLS]read_file[ARGS]{\"b\":2}\n",
        "I will look.",
        "bash{\"a\":1}",
        "read_file{\"b\":2}");
    recovers(
        "First:\n\nbash[ARGS]{\"a\":\"}\"}read_file[ARGS]{}",
        "First:",
        "bash{\"a\":\"}\"}",
        "read_file{}");
  }

  @Test
  void row_30_the_plain_list_of_tool_objects_is_recovered() {
    recovers(
        "Here you go:\n"
            + "[\n"
            + "  {\"tool\": \"str_replace\", \"file\": \"a.py\", \"old\": \"print(x)\", \"new\":"
            + " \"logger.debug(x)\"},\n"
            + "  {\"tool\": \"git_commit\", \"message\": \"Log\"}\n"
            + "]\n",
        "Here you go:",
        "str_replace{\"file\":\"a.py\",\"old\":\"print(x)\",\"new\":\"logger.debug(x)\"}",
        "git_commit{\"message\":\"Log\"}");
    recovers(
        "[{\"tool\":\"bash\",\"arguments\":{\"command\":\"ls\"}}]", "", "bash{\"command\":\"ls\"}");
  }

  @Test
  void row_30_calls_in_tags_are_recovered() {
    recovers(
        """
        I will look.
        <tool_call>
        {"name": "bash", "arguments": {"a": 1}}
        </tool_call>\
        """,
        "I will look.",
        "bash{\"a\":1}");
    recovers(
        """
        <tool_call>{"name":"bash","arguments":{}}</tool_call>
        <tool_call>{"name":"read_file","arguments":{}}</tool_call>
        """,
        "",
        "bash{}",
        "read_file{}");
    recovers("<tool_call>{\"name\":\"bash\",\"arguments\":{}}", "", "bash{}");
    leavesAlone("<tool_call> is how it begins");
    leavesAlone("Use `<tool_call>{\"name\":\"bash\",\"arguments\":{}}</tool_call>`");
    leavesAlone("~~~\n<tool_call>{}</tool_call>\n~~~");
    leavesAlone("<b>bold</b>\n<tool_calls>\n<");
  }

  @Test
  void row_30_a_quoted_call_stays_text() {
    leavesAlone("Use `[TOOL_CALLS]bash[ARGS]{}`");
    leavesAlone("```\n[TOOL_CALLS]bash[ARGS]{}\n```");
    leavesAlone("~~~\nbash[ARGS]{}\n~~~\nthat is it");
    leavesAlone("```json\n[{\"tool\": \"bash\", \"command\": \"ls\"}]\n```");
    leavesAlone("[TOOL_CALLS]bash[ARGS]{} is how it looks");
    leavesAlone("[{\"tool\": \"bash\", \"command\": \"ls\"}]\nis the list.");
    leavesAlone("The form is bash[ARGS]{}");
    leavesAlone("a list: [{\"tool\": \"bash\"}]");
  }

  @Test
  void row_30_what_is_in_doubt_stays_text() {
    leavesAlone("[{\"tool\": \"fly\", \"to\": \"the moon\"}]");
    leavesAlone("[TOOL_CALLS]");
    leavesAlone("[{\"tool\": 3}]");
    leavesAlone("[1] is a footnote\n[ ] open\n[x] done\nbash is a shell\nread_files");
  }

  @Test
  void row_30_nothing_of_a_call_is_shown_before_it_is_clear_what_it_is() {
    for (int length = 1; length < 20; length++) {
      Outcome outcome = play("Look: [TOOL_CALLS]bash[ARGS]{\"command\":\"ls\"}", length, "stop");
      assertFalse(outcome.shown.contains("["), outcome.shown);
    }
  }

  @Test
  void markup_of_a_tool_that_does_not_exist_is_not_shown() {
    for (String text :
        List.of(
            "Now.\n[TOOL_CALLS]fly[ARGS]{\"to\": \"the moon\"}",
            "Now.\n[TOOL_CALLS][{\"name\": \"fly\", \"arguments\": {}}]",
            "Now.\n[TOOL_CALLS]bash[ARGS]{}fly[ARGS]{}",
            "Now.\n<tool_call>{\"name\":\"fly\",\"arguments\":{}}</tool_call>",
            "Now.\n[TOOL_CALLS]bash[ARGS]{\"command\": \"l")) {
      for (int length : new int[] {1, 3, 1000}) {
        Outcome outcome = play(text, length, "stop");
        assertEquals(List.of(), outcome.calls);
        assertEquals("Now.", outcome.text);
        assertEquals("Now.", outcome.shown.strip());
      }
    }
  }

  @Test
  void row_26_and_30_a_leaked_call_that_was_cut_is_not_recovered() {
    Outcome outcome = play("Now.\n[TOOL_CALLS]bash[ARGS]{}", 5, "length");
    assertEquals(List.of(), outcome.calls);
    assertEquals("Now.", outcome.shown.strip(), "nor shown");
  }

  @Test
  void row_30_text_next_to_real_calls_stays_text() {
    DeltaAssembler assembler = new DeltaAssembler(TOOLS, Set.of());
    List<ModelEvent> events = new ArrayList<>();
    assembler.accept(
        "{\"choices\":[{\"delta\":{\"content\":\"[TOOL_CALLS]bash[ARGS]{}\",\"tool_calls\":[{\"index\":0,"
            + "\"function\":{\"name\":\"bash\",\"arguments\":\"{\\\"a\\\":1}\"}}]},"
            + "\"finish_reason\":\"tool_calls\"}]}",
        events::add);
    ModelEvent.Done done =
        assertInstanceOf(
                DeltaAssembler.Ending.Whole.class,
                assembler.end(DeltaAssembler.Marked.YES, events::add))
            .done();
    assertEquals(1, done.reply().calls().size());
    assertEquals("[TOOL_CALLS]bash[ARGS]{}", done.reply().text());
  }

  @Test
  void any_text_is_shown_whole_or_recovered_however_it_is_cut() {
    String[] parts = {
      "[TOOL_CALLS]",
      "<tool_call>",
      "</tool_call>",
      "{\"name\":\"bash\",\"arguments\":{}}",
      "bash",
      "[ARGS]",
      "{}",
      "{\"a\":1}",
      "[{\"tool\":\"bash\"}]",
      "\n",
      " ",
      "```",
      "`",
      "read_file",
      "[",
      "text",
      "<think>",
      "</think>",
      "[CALL_ID]x",
      "é😀",
      "]"
    };
    Gen.forAll(
        "leaks",
        500,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(10); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
          }
          Outcome whole = play(text.toString(), Integer.MAX_VALUE / 2, "stop");
          Outcome cut = play(text.toString(), 1 + random.nextInt(4), "stop");
          assertEquals(whole.calls, cut.calls, text::toString);
          assertEquals(whole.text, cut.text, text::toString);
          if (whole.calls.isEmpty() && !text.toString().stripLeading().startsWith("<think>")) {
            // What is left out at the end was meant as a call.
            assertTrue(text.toString().startsWith(whole.text), text::toString);
            String rest = text.substring(whole.text.length()).strip();
            assertTrue(rest.isEmpty() || rest.matches("(?s)(\\[|bash|<tool_call>).*"), rest);
            assertEquals(whole.text.strip(), cut.shown.strip());
          }
        });
  }
}
