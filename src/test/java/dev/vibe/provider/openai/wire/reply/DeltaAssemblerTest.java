package dev.vibe.provider.openai.wire.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.conversation.Usage;
import dev.vibe.json.Json;
import dev.vibe.net.SseEvent;
import dev.vibe.net.SseReader;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.openai.wire.CallIds;
import dev.vibe.provider.openai.wire.UnreadableChunk;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DeltaAssemblerTest {

  private static final List<ToolSpec> TOOLS =
      List.of(
          tool("bash", "[\"command\"]"),
          tool("add", "[]"),
          tool("multiply", "[]"),
          tool("todo", "[]"));

  private static ToolSpec tool(String name, String required) {
    return new ToolSpec(
        name, "", new RawJson("{\"type\":\"object\",\"required\":" + required + "}"));
  }

  private final List<ModelEvent> events = new ArrayList<>();

  private DeltaAssembler.Ending play(List<String> data) {
    DeltaAssembler assembler = new DeltaAssembler(TOOLS, Set.of("taken0000"));
    for (String each : data) {
      if (each.equals("[DONE]")) {
        return assembler.end(DeltaAssembler.Marked.YES, events::add);
      }
      assembler.accept(each, events::add);
    }
    return assembler.end(DeltaAssembler.Marked.NO, events::add);
  }

  private ModelEvent.Done done(List<String> data) {
    return assertInstanceOf(DeltaAssembler.Ending.Whole.class, play(data)).done();
  }

  private ModelEvent.Done done(String... chunks) {
    return done(List.of(chunks));
  }

  private static String delta(String json) {
    return "{\"choices\":[{\"index\":0,\"delta\":" + json + ",\"finish_reason\":null}]}";
  }

  private static String calls(String json) {
    return delta("{\"tool_calls\":[" + json + "]}");
  }

  private static String finish(String reason) {
    return "{\"choices\":[{\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
  }

  private static List<String> shapes(List<ToolCall> calls) {
    return calls.stream().map(call -> call.name() + call.arguments()).toList();
  }

  private String shown() {
    StringBuilder text = new StringBuilder();
    for (ModelEvent event : events) {
      if (event instanceof ModelEvent.TextDelta(String piece)) {
        text.append(piece);
      }
    }
    return text.toString();
  }

  @Test
  void every_kind_of_server_gives_the_same_reply() {
    for (StreamShape kind : StreamShape.values()) {
      events.clear();
      ModelEvent.Done done =
          done(
              StreamScript.of(kind)
                  .reasoning("think", "ing")
                  .text("Hel", "lo")
                  .call("bash", "{\"command\":\"ls -la\"}")
                  .call("add", "{\"a\":1}")
                  .usage(100, 20, 64)
                  .data());
      assertEquals("Hello", done.reply().text(), kind.name());
      assertEquals("thinking", done.reply().reasoning().text(), kind.name());
      assertEquals(
          List.of("bash{\"command\":\"ls -la\"}", "add{\"a\":1}"), shapes(done.reply().calls()));
      assertEquals(new Usage(100, 20, 64), done.usage(), kind.name());
      assertEquals(ModelEvent.Finish.TOOL_CALLS, done.finish(), kind.name());
      assertEquals("Hello", shown(), kind.name());
    }
  }

  @Test
  void row_16_unknown_fields_are_ignored() {
    assertEquals(
        "a",
        done("{\"p\":\"xx\",\"timings\":{\"a\":[1,{\"b\":2}]},\"service_tier\":null,"
                + "\"choices\":[{\"delta\":{\"content\":\"a\",\"audio\":{\"x\":[]}},"
                + "\"stop_reason\":7,\"finish_reason\":\"stop\"}]}")
            .reply()
            .text());
  }

  @Test
  void row_17_a_call_that_comes_whole_is_a_call_in_one_fragment() {
    assertEquals(
        List.of("bash{\"command\":\"ls\"}"),
        shapes(
            done("{\"choices\":[{\"delta\":{\"content\":\"\",\"tool_calls\":[{\"id\":\"D681PevKs\","
                    + "\"function\":{\"name\":\"bash\",\"arguments\":\"{\\\"command\\\":"
                    + "\\\"ls\\\"}\"},\"index\":0}]},\"finish_reason\":\"tool_calls\"}]}")
                .reply()
                .calls()));
  }

  @Test
  void row_18_without_an_index_the_id_or_the_order_tells_the_call() {
    ModelEvent.Done byId =
        done(
            calls("{\"id\":\"a\",\"function\":{\"name\":\"add\",\"arguments\":\"{\"}}"),
            calls("{\"id\":\"b\",\"function\":{\"name\":\"multiply\",\"arguments\":\"{\"}}"),
            calls("{\"id\":\"a\",\"function\":{\"arguments\":\"}\"}}"),
            calls("{\"id\":\"b\",\"function\":{\"arguments\":\"}\"}}"),
            finish("tool_calls"));
    assertEquals(List.of("add{}", "multiply{}"), shapes(byId.reply().calls()));
    ModelEvent.Done byOrder =
        done(
            calls("{\"index\":null,\"function\":{\"name\":\"add\",\"arguments\":\"{\"}}"),
            calls("{\"function\":{\"arguments\":\"\\\"a\\\":1}\"}}"),
            calls("{\"function\":{\"name\":\"add\",\"arguments\":\"{}\"}}"),
            finish("tool_calls"));
    assertEquals(List.of("add{\"a\":1}", "add{}"), shapes(byOrder.reply().calls()));
  }

  @Test
  void row_19_a_good_id_is_never_overwritten_and_a_missing_one_is_made() {
    ModelEvent.Done done =
        done(
            calls(
                "{\"index\":0,\"id\":\"abc\",\"function\":{\"name\":\"add\",\"arguments\":\"{\"}}"),
            calls("{\"index\":0,\"id\":\"null\",\"function\":{\"arguments\":\"\"}}"),
            calls("{\"index\":0,\"id\":\"\",\"function\":{\"arguments\":\"}\"}}"),
            calls("{\"index\":1,\"id\":null,\"function\":{\"name\":\"add\",\"arguments\":\"{}\"}}"),
            finish("tool_calls"));
    assertEquals("abc", done.reply().calls().getFirst().id().value());
    assertTrue(CallIds.isLegal(done.reply().calls().getLast().id().value()));
  }

  @Test
  void row_19_an_id_that_an_earlier_turn_has_is_not_used_again() {
    ModelEvent.Done done =
        done(
            calls(
                "{\"index\":0,\"id\":\"taken0000\",\"function\":{\"name\":\"add\",\"arguments\":\"{}\"}}"),
            calls(
                "{\"index\":1,\"id\":\"x\",\"function\":{\"name\":\"add\",\"arguments\":\"{}\"}}"),
            calls(
                "{\"index\":2,\"id\":\"x\",\"function\":{\"name\":\"add\",\"arguments\":\"{}\"}}"),
            finish("tool_calls"));
    assertEquals(3, done.reply().calls().stream().map(ToolCall::id).distinct().count());
    assertTrue(
        done.reply().calls().stream().noneMatch(call -> call.id().value().equals("taken0000")));
  }

  @Test
  void row_20_one_index_for_several_calls_is_told_apart_by_new_ids() {
    ModelEvent.Done done =
        done(
            calls(
                "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"add\",\"arguments\":\"{\\\"a\\\"\"}}"),
            calls(
                "{\"index\":0,\"id\":\"null\",\"function\":{\"name\":\"\",\"arguments\":\":1}\"}}"),
            calls(
                "{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"add\",\"arguments\":\"{}\"}}"),
            calls("{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"todo\",\"arguments\":\"\"}}"),
            calls(
                "{\"index\":0,\"id\":\"d\",\"function\":{\"name\":\"multiply\",\"arguments\":\"{}\"}}"),
            finish("tool_calls"));
    assertEquals(
        List.of("add{\"a\":1}", "add{}", "todo{}", "multiply{}"), shapes(done.reply().calls()));
  }

  @Test
  void row_21_a_repeated_name_is_not_joined() {
    ModelEvent.Done done =
        done(
            calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"add\",\"arguments\":\"{\"}}"),
            calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"add\",\"arguments\":\"}\"}}"),
            calls("{\"index\":0,\"function\":{\"name\":null,\"arguments\":\"\"}}"),
            finish("tool_calls"));
    assertEquals(List.of("add{}"), shapes(done.reply().calls()));
    ModelEvent.Done noIndex =
        done(
            calls("{\"function\":{\"name\":\"add\",\"arguments\":\"{\"}}"),
            calls("{\"function\":{\"name\":\"add\",\"arguments\":\"}\"}}"),
            finish("tool_calls"));
    assertEquals(List.of("add{}"), shapes(noIndex.reply().calls()));
  }

  @Test
  void row_22_arguments_may_come_as_an_object() {
    assertEquals(
        List.of("bash{\"command\":\"ls\",\"n\":[1,{\"x\":null}]}"),
        shapes(
            done(
                    calls(
                        "{\"index\":0,\"function\":{\"name\":\"bash\",\"arguments\":{\"command\":"
                            + "\"ls\",\"n\":[1,{\"x\":null}]}}}"),
                    finish("tool_calls"))
                .reply()
                .calls()));
  }

  @Test
  void row_22_no_arguments_are_an_empty_object_only_for_a_tool_that_needs_none() {
    assertEquals(
        List.of("todo{}", "bash", "bash", "nobody"),
        shapes(
            done(
                    calls(
                        "{\"index\":0,\"function\":{\"name\":\"todo\",\"arguments\":null}},"
                            + "{\"index\":1,\"function\":{\"name\":\"bash\",\"arguments\":\"\"}},"
                            + "{\"index\":2,\"function\":{\"name\":\"bash\"}},"
                            + "{\"index\":3,\"function\":{\"name\":\"nobody\"}}"),
                    finish("tool_calls"))
                .reply()
                .calls()));
  }

  @Test
  void row_23_text_and_calls_in_one_delta_are_both_kept_in_either_order() {
    for (String delta :
        List.of(
            "{\"content\":\"hi\",\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"add\",\"arguments\":\"{}\"}}]}",
            "{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"add\",\"arguments\":\"{}\"}}],\"content\":\"hi\"}")) {
      ModelEvent.Done done = done(delta(delta), finish("tool_calls"));
      assertEquals("hi", done.reply().text());
      assertEquals(List.of("add{}"), shapes(done.reply().calls()));
    }
  }

  @Test
  void row_24_calls_decide_and_not_the_finish_reason() {
    for (String reason : List.of("stop", "tool_calls", "function_call", "eos")) {
      ModelEvent.Done done =
          done(
              calls("{\"index\":0,\"function\":{\"name\":\"add\",\"arguments\":\"{}\"}}"),
              finish(reason));
      assertEquals(ModelEvent.Finish.TOOL_CALLS, done.finish());
    }
  }

  @Test
  void row_25_finish_tool_calls_without_a_call_is_text() {
    ModelEvent.Done done = done(delta("{\"content\":\"a\"}"), finish("tool_calls"));
    assertEquals(ModelEvent.Finish.STOP, done.finish());
    assertEquals("a", done.reply().text());
  }

  @Test
  void row_26_a_reply_cut_at_the_output_limit_says_so() {
    for (String reason : List.of("length", "model_length")) {
      ModelEvent.Done done =
          done(
              calls("{\"index\":0,\"function\":{\"name\":\"bash\",\"arguments\":\"{\\\"comm\"}}"),
              finish(reason));
      assertEquals(ModelEvent.Finish.LENGTH, done.finish());
      assertEquals(List.of("bash{\"comm"), shapes(done.reply().calls()));
    }
  }

  @Test
  void row_27_broken_arguments_are_given_as_they_came() {
    ModelEvent.Done done =
        done(
            calls(
                "{\"index\":0,\"function\":{\"name\":\"bash\",\"arguments\":\"{\\\"a\\\":nope}\"}}"),
            finish("tool_calls"));
    assertEquals(List.of("bash{\"a\":nope}"), shapes(done.reply().calls()));
  }

  @Test
  void row_28_and_29_shape_and_name_are_left_to_the_tools() {
    ModelEvent.Done done =
        done(
            calls("{\"index\":0,\"function\":{\"name\":\"bash\",\"arguments\":\"{\\\"x\\\":1}\"}}"),
            calls("{\"index\":1,\"function\":{\"name\":\"fly\",\"arguments\":\"{}\"}}"),
            finish("tool_calls"));
    assertEquals(List.of("bash{\"x\":1}", "fly{}"), shapes(done.reply().calls()));
  }

  @Test
  void row_31_calls_run_together_in_one_arguments_string_are_split() {
    ModelEvent.Done done =
        done(
            calls(
                "{\"index\":0,\"id\":\"abc\",\"function\":{\"name\":\"add\",\"arguments\":"
                    + "\"{\\\"a\\\":3}multiply{\\\"a\\\":3} add {}\"}}"),
            finish("tool_calls"));
    assertEquals(
        List.of("add{\"a\":3}", "multiply{\"a\":3}", "add{}"), shapes(done.reply().calls()));
    assertEquals(3, done.reply().calls().stream().map(ToolCall::id).distinct().count());
    ModelEvent.Done unknown =
        done(
            calls("{\"index\":0,\"function\":{\"name\":\"add\",\"arguments\":\"{}divide{}\"}}"),
            finish("tool_calls"));
    assertEquals(List.of("add{}divide{}"), shapes(unknown.reply().calls()));
  }

  @Test
  void special_tokens_are_cut_off_a_name() {
    ModelEvent.Done done =
        done(
            calls(
                "{\"index\":0,\"function\":{\"name\":\"bash[ARGS]{\\\"command\\\":\",\"arguments\":\"\\\"ls\\\"}\"}}"),
            calls(
                "{\"index\":1,\"function\":{\"name\":\"add[CALL_ID]abc[ARGS]\",\"arguments\":\"{}\"}}"),
            finish("tool_calls"));
    assertEquals(List.of("bash{\"command\":\"ls\"}", "add{}"), shapes(done.reply().calls()));
  }

  @Test
  void row_32_reasoning_in_any_form_is_not_the_answer() {
    Map<String, List<String>> forms =
        Map.of(
            "reasoning_content",
            List.of(delta("{\"reasoning_content\":\"hm\"}"), delta("{\"content\":\"a\"}")),
            "reasoning",
            List.of(
                delta("{\"reasoning\":\"hm\",\"reasoning_content\":\"hm\"}"),
                delta("{\"content\":\"a\"}")),
            "thinking-chunks",
            List.of(
                delta(
                    "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"h\"}]}]}"),
                delta(
                    "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"m\"}],"
                        + "\"closed\":true},{\"type\":\"text\",\"text\":\"a\"}]}")),
            "think-tags",
            List.of(
                delta("{\"content\":\"\\n<th\"}"),
                delta("{\"content\":\"ink>hm</thi\"}"),
                delta("{\"content\":\"nk>\\n\\n\"}"),
                delta("{\"content\":\"a\"}")));
    forms.forEach(
        (form, chunks) -> {
          events.clear();
          List<String> all = new ArrayList<>(chunks);
          all.add(finish("stop"));
          ModelEvent.Done done = done(all);
          assertEquals("hm", done.reply().reasoning().text());
          assertEquals(form, done.reply().reasoning().form());
          assertEquals("a", done.reply().text());
          assertEquals("a", shown());
        });
    assertEquals(
        new Reasoning("hm", "think-tags", new Reasoning.Marks("[THINK]", "[/THINK]")),
        done(delta("{\"content\":\"[THINK]hm[/THINK]a\"}"), finish("stop")).reply().reasoning());
    assertEquals(
        Reasoning.NONE,
        done(delta("{\"content\":\"the <think> tag\"}"), finish("stop")).reply().reasoning());
  }

  @Test
  void row_32_thinking_in_the_answer_can_be_put_back_to_the_byte() {
    String sent = "\\n<think>\\nhm,\\n  so \\n</think>\\n\\n";
    Message.Assistant reply =
        done(
                delta("{\"content\":\"" + sent.substring(0, 9) + "\"}"),
                delta("{\"content\":\"" + sent.substring(9) + "\"}"),
                delta("{\"content\":\"a\"}"),
                finish("stop"))
            .reply();
    assertEquals("\n<think>\nhm,\n  so \n</think>\n\na", reply.reasoning().within(reply.text()));
    Message.Assistant silent =
        done(delta("{\"content\":\"" + sent + "\"}"), finish("stop")).reply();
    assertEquals("\n<think>\nhm,\n  so \n</think>\n\n", silent.reasoning().within(silent.text()));
    Message.Assistant cut = done(delta("{\"content\":\"<think>hm\"}"), finish("length")).reply();
    assertEquals("<think>hm", cut.reasoning().within(cut.text()));
  }

  @Test
  void row_33_usage_may_come_in_any_chunk_and_choices_may_be_empty() {
    ModelEvent.Done done =
        done(
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}",
            "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":null}",
            "{\"choices\":[{\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":4}}}",
            "{\"usage\":null}",
            "[DONE]");
    assertEquals(new Usage(9, 2, 4), done.usage());
    assertEquals("ab", done.reply().text());
  }

  @Test
  void row_34_a_reply_may_be_empty() {
    assertTrue(done("[DONE]").reply().isEmpty());
    assertTrue(done(finish("stop")).reply().isEmpty());
  }

  @Test
  void row_35_an_error_object_in_the_stream_is_an_error() {
    for (String error :
        List.of(
            "{\"error\":{\"message\":\"boom\",\"type\":\"server_error\",\"code\":500}}",
            "{\"object\":\"error\",\"message\":\"boom\",\"raw_status_code\":500}",
            "{\"error\":\"boom\",\"status\":500}",
            "{\"detail\":\"boom\",\"status\":500}")) {
      DeltaAssembler.Ending.Refused refused =
          assertInstanceOf(
              DeltaAssembler.Ending.Refused.class,
              play(List.of(delta("{\"content\":\"a\"}"), error, "[DONE]")));
      assertEquals("boom", refused.error().message(), error);
    }
    assertInstanceOf(
        DeltaAssembler.Ending.Broken.class,
        play(List.of(delta("{\"content\":\"a\"}"), finish("error"), "[DONE]")));
  }

  @Test
  void row_36_without_finish_and_mark_nothing_is_kept() {
    assertInstanceOf(
        DeltaAssembler.Ending.Broken.class,
        play(
            List.of(
                delta("{\"content\":\"a\"}"),
                calls("{\"index\":0,\"function\":{\"name\":\"add\",\"arguments\":\"{}\"}}"))));
    assertInstanceOf(
        DeltaAssembler.Ending.Broken.class,
        play(
            List.of(
                calls("{\"index\":0,\"function\":{\"name\":\"add\",\"arguments\":\"{\\\"a\"}}"),
                "[DONE]")));
  }

  @Test
  void row_36_either_finish_or_mark_is_enough() {
    assertEquals("a", done(delta("{\"content\":\"a\"}"), finish("stop")).reply().text());
    assertEquals("a", done(delta("{\"content\":\"a\"}"), "[DONE]").reply().text());
  }

  @Test
  void row_40_a_whole_reply_at_once_is_read_like_a_stream() {
    ModelEvent.Done done =
        done(
            "{\"object\":\"chat.completion\",\"choices\":[{\"message\":{\"role\":\"assistant\","
                + "\"content\":\"a\",\"tool_calls\":[{\"id\":\"x\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"add\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}],"
                + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}");
    assertEquals("a", done.reply().text());
    assertEquals(List.of("add{}"), shapes(done.reply().calls()));
    assertEquals(new Usage(3, 1, 0), done.usage());
  }

  @Test
  void what_is_no_piece_of_a_reply_is_told() {
    for (String bad : List.of("{\"choices\":[{\"delta\":{\"con", "[]", "hello", "{}{}", "3")) {
      assertThrows(UnreadableChunk.class, () -> done(bad), bad);
    }
  }

  @Test
  void markup_of_a_call_that_was_cut_off_is_not_shown() {
    for (String markup :
        List.of("[TOOL_CALLS]bash[ARGS]{\\\"comm", "[TOOL_CALLS]nothing[ARGS]{}", "bash[ARGS]{")) {
      events.clear();
      ModelEvent.Done done =
          done(delta("{\"content\":\"Look.\\n" + markup + "\"}"), finish("length"));
      assertEquals(ModelEvent.Finish.LENGTH, done.finish());
      assertEquals("Look.", done.reply().text().strip(), markup);
      assertEquals("Look.", shown().strip(), markup);
    }
  }

  @Test
  void other_ends_are_named() {
    assertEquals(
        ModelEvent.Finish.CONTENT_FILTER,
        done(delta("{\"content\":\"a\"}"), finish("content_filter")).finish());
    assertEquals(
        ModelEvent.Finish.OTHER, done(delta("{\"content\":\"a\"}"), finish("surprise")).finish());
  }

  /** Over the bytes of a stream, up to any length; the cuts of a network are the reader's test. */
  @Test
  void row_36_no_beginning_of_a_stream_runs_a_call_before_its_finish() throws IOException {
    for (StreamShape kind : StreamShape.values()) {
      byte[] bytes =
          StreamScript.of(kind)
              .reasoning("hm")
              .text("Look: é😀\n[TOOL_CALLS]")
              .call("bash", "{\"command\":\"ls\"}")
              .call("todo", "")
              .usage(9, 2)
              .reply()
              .body();
      int finish =
          new String(bytes, StandardCharsets.ISO_8859_1)
              .indexOf("\"finish_reason\":\"tool_calls\"");
      for (int length = 0; length <= bytes.length; length++) {
        boolean whole = ended(Arrays.copyOf(bytes, length));
        assertTrue(length > finish || !whole, kind + " up to " + length);
        assertTrue(length < bytes.length || whole, kind.name());
      }
    }
  }

  /** Whether these bytes are a whole reply. */
  private static boolean ended(byte[] bytes) throws IOException {
    DeltaAssembler assembler = new DeltaAssembler(TOOLS, Set.of());
    SseReader reader = new SseReader(new ByteArrayInputStream(bytes), 1 << 20);
    DeltaAssembler.Marked marked = DeltaAssembler.Marked.NO;
    try {
      for (Optional<SseEvent> event = reader.next();
          event.isPresent() && marked == DeltaAssembler.Marked.NO;
          event = reader.next()) {
        if (event.get().data().startsWith("[DONE]")) {
          marked = DeltaAssembler.Marked.YES;
        } else {
          assembler.accept(event.get().data(), delta -> {});
        }
      }
    } catch (UnreadableChunk e) {
      return false;
    }
    return assembler.end(marked, delta -> {}) instanceof DeltaAssembler.Ending.Whole;
  }

  @Test
  void two_thousand_deltas_cost_little() {
    List<String> data = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      data.add(delta(Json.write(Map.of("content", "word" + i + (i % 9 == 0 ? "\n" : " ")))));
    }
    data.add(finish("stop"));
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    ModelEvent.Done done = done(data);
    long tookMs = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
    assertTrue(done.reply().text().endsWith("word1999 "));
    assertTrue(tookMs < 1000, () -> "took " + tookMs + " ms");
  }
}
