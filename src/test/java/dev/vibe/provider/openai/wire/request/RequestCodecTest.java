package dev.vibe.provider.openai.wire.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.ImageType;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.json.Json;
import dev.vibe.net.HttpBody;
import dev.vibe.provider.ModelRequest;
import dev.vibe.testkit.Gen;
import dev.vibe.testkit.RequestRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class RequestCodecTest {

  private static final RequestOptions OPTIONS = new RequestOptions("devstral", 0.15, 0, 8, "");
  private static final List<ToolSpec> TOOLS =
      List.of(
          new ToolSpec(
              "bash",
              "Run a command.",
              new RawJson(
                  "{\"type\":\"object\",\"properties\":{\"command\":{\"type\":\"string\"}},"
                      + "\"required\":[\"command\"]}")));

  private final RequestCodec codec = codec("http://127.0.0.1:8080/v1");

  private static RequestCodec codec(String baseUrl) {
    return new RequestCodec(ServerDialect.of(URI.create(baseUrl)));
  }

  private static Message.Assistant says(String text, ToolCall... calls) {
    return new Message.Assistant(text, Reasoning.NONE, List.of(calls));
  }

  private static ToolCall call(String id, String arguments) {
    return new ToolCall(new CallId(id), "bash", new RawJson(arguments));
  }

  private static ToolResult result(String id, String text) {
    return new ToolResult(new CallId(id), "bash", ToolResult.Outcome.OK, text);
  }

  private static Message.ToolResults results(ToolResult... results) {
    return new Message.ToolResults(List.of(results));
  }

  private static Part.Image image(String name) {
    return Part.Image.of(name, ImageType.PNG, name.getBytes(StandardCharsets.UTF_8));
  }

  private static ModelRequest asking(Message... messages) {
    return new ModelRequest("You are vibe.", List.of(messages), TOOLS);
  }

  private String userContent(ModelRequest request, int mostImages) {
    HttpBody body = codec.encode(request, new RequestOptions("m", 0.15, 0, mostImages, ""));
    String json = new String(bytes(body), StandardCharsets.UTF_8);
    assertEquals(Optional.empty(), RequestRules.check(RequestRules.Schema.COMMON, json), json);
    List<?> messages = assertInstanceOf(List.class, Json.object(json).get("messages"));
    Map<?, ?> last = assertInstanceOf(Map.class, messages.getLast());
    return Json.write(Objects.requireNonNull(last.get("content")));
  }

  @Test
  void an_image_goes_beside_the_text_as_a_data_url() {
    Message.User said =
        new Message.User(
            List.of(new Part.Text("what is this?"), image("a"), new Part.Attachment("f", "x = 1")));

    assertEquals(
        "[{\"type\":\"text\",\"text\":\"what is this?\\n\\n"
            + "<attachment name=\\\"f\\\">\\nx = 1\\n</attachment>\"},"
            + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,YQ==\"}}]",
        userContent(asking(said), 8));
    assertEquals(4, codec.imageBytes());
    assertEquals(List.of(), codec.unseenImages());
  }

  @Test
  void words_stand_for_images_that_are_not_shown() {
    Message.User said = new Message.User(List.of(new Part.Text("look"), image("a"), image("b")));

    String blind = userContent(asking(said), 0);
    assertTrue(blind.startsWith("\"look\\n\\n<attachment name=\\\"a\\\">"), blind);
    assertEquals(List.of(image("a"), image("b")), codec.unseenImages());
    assertEquals(0, codec.imageBytes());

    String newest = userContent(asking(said), 1);
    assertTrue(newest.contains("<attachment name=\\\"a\\\">"), newest);
    assertTrue(newest.contains("base64,Yg=="), newest);
    assertEquals(List.of(), codec.unseenImages());

    codec.refuse(RequestFields.IMAGE);
    assertEquals(blind, userContent(asking(said), 8));
  }

  @Test
  void a_plain_history_holds_words_for_images() {
    Message.User said = new Message.User(List.of(new Part.Text("look"), image("a")));
    ModelRequest request = asking(said, says("", call("c1", "{}")), results(result("c1", "done")));
    assertTrue(codec.writePlainly(request));

    HttpBody body = codec.encode(request, OPTIONS);
    String json = new String(bytes(body), StandardCharsets.UTF_8);
    assertFalse(json.contains("image_url"), json);
    assertEquals(List.of(image("a")), codec.unseenImages());
  }

  private static byte[] bytes(HttpBody body) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      body.writeTo(out);
      assertEquals(out.size(), body.length());
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encode(RequestCodec codec, List<Message> messages) {
    return new String(
        bytes(codec.encode(new ModelRequest("You are vibe.", messages, TOOLS), OPTIONS)),
        StandardCharsets.UTF_8);
  }

  /** The messages after the system message, each as {@code role: what it says}. */
  private List<String> sent(Message... messages) {
    String body = encode(codec, List.of(messages));
    assertEquals(Optional.empty(), RequestRules.check(RequestRules.Schema.COMMON, body), body);
    List<String> lines = new ArrayList<>();
    for (Object each : assertInstanceOf(List.class, Json.object(body).get("messages"))) {
      Map<?, ?> message = (Map<?, ?>) each;
      String calls = message.get("tool_calls") instanceof List<?> list ? " +" + list.size() : "";
      lines.add(message.get("role") + ": " + message.get("content") + calls);
    }
    assertEquals("system: You are vibe.", lines.removeFirst());
    return lines;
  }

  @Test
  void a_request_holds_the_fields_of_the_protocol_and_no_other() {
    String body = encode(codec, List.of(Message.User.text("hi \"you\"")));
    assertEquals(
        "{\"model\":\"devstral\",\"messages\":[{\"role\":\"system\",\"content\":\"You are"
            + " vibe.\"},{\"role\":\"user\",\"content\":\"hi"
            + " \\\"you\\\"\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"bash\",\"description\":\"Run"
            + " a command.\",\"parameters\":"
            + "{\"type\":\"object\",\"properties\":{\"command\":{\"type\":\"string\"}},"
            + "\"required\":[\"command\"]}}}],\"temperature\":0.15,\"stream\":true,"
            + "\"stream_options\":{\"include_usage\":true}}",
        body);
  }

  @Test
  void row_9_stream_options_never_go_to_mistral_and_its_cache_key_goes_nowhere_else() {
    RequestCodec mistral = codec("https://api.mistral.ai/v1");
    ModelRequest request = new ModelRequest("", List.of(Message.User.text("hi")), List.of());
    RequestOptions options = new RequestOptions("devstral", 0.15, 500, 8, "session-1");
    String body = new String(bytes(mistral.encode(request, options)), StandardCharsets.UTF_8);
    assertEquals(
        "{\"model\":\"devstral\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
            + "\"temperature\":0.15,\"max_tokens\":500,\"stream\":true,"
            + "\"prompt_cache_key\":\"session-1\"}",
        body);
    assertEquals(Optional.empty(), RequestRules.check(RequestRules.Schema.MISTRAL, body));
    String other = new String(bytes(codec.encode(request, options)), StandardCharsets.UTF_8);
    assertFalse(other.contains("session-1"));
  }

  @Test
  void fields_of_the_user_go_before_those_of_vibe() {
    RequestOptions options =
        new RequestOptions(
            "m",
            0.15,
            500,
            8,
            "",
            Map.of(
                "temperature",
                0.9,
                "model",
                "other",
                "min_p",
                0.1,
                "chat_template_kwargs",
                Map.of("enable_thinking", false)));
    HttpBody written = codec.encode(asking(Message.User.text("hi")), options);
    String body = new String(bytes(written), StandardCharsets.UTF_8);
    Map<String, Object> fields = Json.object(body);
    assertEquals("other", fields.get("model"));
    assertEquals(Map.of("enable_thinking", false), fields.get("chat_template_kwargs"));
    assertEquals("0.1", String.valueOf(fields.get("min_p")));
    assertTrue(body.contains("\"temperature\":0.9"), body);
    assertFalse(body.contains("0.15"), body);
    assertFalse(codec.sentFields().contains("temperature"));
  }

  @Test
  void row_9_a_refused_field_is_not_sent_again() {
    for (String field : List.of("temperature", "stream_options", "max_tokens")) {
      codec.refuse(field);
    }
    String body =
        new String(
            bytes(
                codec.encode(
                    new ModelRequest("", List.of(Message.User.text("hi")), List.of()),
                    new RequestOptions("m", 0.15, 500, 0, ""))),
            StandardCharsets.UTF_8);
    assertEquals(
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true}",
        body);
  }

  @Test
  void row_11_every_call_is_answered_once_in_call_order() {
    assertEquals(
        List.of(
            "user: go",
            "assistant:  +3",
            "tool: one",
            "tool: error: interrupted, not run",
            "tool: three",
            "assistant: done",
            "user: next"),
        sent(
            Message.User.text("go"),
            says("", call("a", "{}"), call("b", "{}"), call("c", "{}")),
            results(result("c", "three"), result("stranger", "x"), result("a", "one")),
            results(result("a", "again")),
            says("done"),
            Message.User.text("next")));
  }

  @Test
  void row_11_calls_that_are_open_at_the_end_are_answered() {
    assertEquals(
        List.of("user: go", "assistant:  +1", "tool: error: interrupted, not run"),
        sent(Message.User.text("go"), says("", call("a", "{}"))));
  }

  @Test
  void row_11_results_of_no_call_are_left_out() {
    assertEquals(
        List.of("user: go"),
        sent(results(result("a", "one")), Message.User.text("go"), results(result("a", "one"))));
  }

  @Test
  void row_12_a_word_the_model_never_said_stands_before_a_user_only_where_a_server_wants_it() {
    Message[] history = {
      Message.User.text("go"),
      says("", call("a", "{}")),
      results(result("a", "one")),
      Message.User.text("stop that")
    };
    assertEquals(
        List.of("user: go", "assistant:  +1", "tool: one", "user: stop that"), sent(history));
    assertTrue(codec.sentFields().contains(RequestFields.USER_AFTER_RESULT));

    codec.refuse(RequestFields.USER_AFTER_RESULT);

    assertEquals(
        List.of(
            "user: go", "assistant:  +1", "tool: one", "assistant: Understood.", "user: stop that"),
        sent(history));
    assertFalse(codec.sentFields().contains(RequestFields.USER_AFTER_RESULT));
  }

  @Test
  void row_13_neighbours_of_one_kind_are_merged() {
    assertEquals(
        List.of("user: one\n\ntwo", "assistant: a\n\nb +1", "tool: ok"),
        sent(
            Message.User.text("one"),
            Message.User.text("two"),
            says("a"),
            says("b", call("a", "{}")),
            results(result("a", "ok"))));
    assertEquals(
        List.of("user: one", "assistant: a\n\nb", "user: two"),
        sent(Message.User.text("one"), says("a"), says("b"), Message.User.text("two")));
  }

  @Test
  void row_14_a_message_that_says_nothing_is_left_out() {
    assertEquals(
        List.of("user: one\n\ntwo"),
        sent(
            Message.User.text("one"),
            says(" \n"),
            Message.User.text(" "),
            Message.User.text("two")));
  }

  @Test
  void row_15_the_last_message_is_the_users_or_a_result() {
    assertEquals(
        List.of("user: one", "assistant: a", "user: Continue."),
        sent(Message.User.text("one"), says("a")));
    assertEquals(List.of("user: Continue."), sent());
    assertEquals(
        List.of("user: Continue.", "assistant: a", "user: b"),
        sent(says("a"), Message.User.text("b")));
  }

  @Test
  void row_27_broken_arguments_are_never_replayed() {
    for (String broken : List.of("{\"command\":\"ls", "", "[1]", "nope", "{}{}", "{\"a\":1}x")) {
      String body =
          encode(codec, List.of(Message.User.text("go"), says("", call("a", broken)), results()));
      assertTrue(body.contains("\"arguments\":\"{}\""), body);
    }
    String whole =
        encode(codec, List.of(Message.User.text("go"), says("", call("a", "{\"b\": 1}"))));
    assertTrue(whole.contains("\"arguments\":\"{\\\"b\\\": 1}\""), whole);
  }

  @Test
  void an_empty_result_says_so() {
    assertEquals(
        List.of("user: go", "assistant:  +1", "tool: (no output)"),
        sent(Message.User.text("go"), says("", call("a", "{}")), results(result("a", ""))));
  }

  @Test
  void a_made_up_tool_name_goes_back_in_legal_letters() {
    ToolCall odd =
        new ToolCall(new CallId("a"), "mcp.list files" + "x".repeat(80), new RawJson("{}"));
    ToolCall none = new ToolCall(new CallId("b"), "", new RawJson("{}"));
    assertEquals(
        List.of("user: go", "assistant:  +2", "tool: no", "tool: error: interrupted, not run"),
        sent(Message.User.text("go"), says("", odd, none), results(result("a", "no"))));
  }

  @Test
  void half_a_surrogate_pair_does_not_spoil_the_request() {
    assertEquals(List.of("user: a\uFFFDb😀\uFFFD"), sent(Message.User.text("a\uD83Db😀\uDE00")));
  }

  @Test
  void an_id_given_out_twice_is_told_apart() {
    assertEquals(
        List.of("user: go", "assistant:  +1", "tool: one", "assistant:  +1", "tool: two"),
        sent(
            Message.User.text("go"),
            says("", call("call_0", "{}")),
            results(result("call_0", "one")),
            says("", call("call_0", "{}")),
            results(result("call_0", "two"))));
  }

  @Test
  void attachments_are_part_of_the_plain_text() {
    Message.User user =
        new Message.User(List.of(new Part.Text("fix it"), new Part.Attachment("stdin", "boom")));
    assertEquals(
        List.of("user: fix it\n\n<attachment name=\"stdin\">\nboom\n</attachment>"), sent(user));
  }

  @Test
  void row_32_reasoning_goes_back_only_in_its_form_and_to_its_kind_of_server() {
    RequestCodec mistral = codec("https://api.mistral.ai/v1");
    List<Message> field =
        List.of(
            Message.User.text("go"),
            new Message.Assistant("a", new Reasoning("hm", "reasoning_content"), List.of()),
            Message.User.text("on"));
    assertTrue(encode(codec, field).contains("\"content\":\"a\",\"reasoning_content\":\"hm\"}"));
    assertFalse(encode(mistral, field).contains("hm"));
    List<Message> chunks =
        List.of(
            Message.User.text("go"),
            new Message.Assistant("a", new Reasoning("hm", "thinking-chunks"), List.of()),
            Message.User.text("on"));
    assertTrue(
        encode(mistral, chunks)
            .contains(
                "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":"
                    + "\"hm\"}],\"closed\":true},{\"type\":\"text\",\"text\":\"a\"}]}"));
    assertFalse(encode(codec, chunks).contains("hm"));
    Reasoning.Marks marks = new Reasoning.Marks("<think>\n", "\n</think>\n\n");
    List<Message> tags =
        List.of(
            Message.User.text("go"),
            new Message.Assistant("a", new Reasoning("hm", "think-tags", marks), List.of()),
            Message.User.text("on"));
    assertTrue(encode(codec, tags).contains("\"content\":\"<think>\\nhm\\n</think>\\n\\na\""));
    assertFalse(encode(mistral, tags).contains("hm"));
  }

  @Test
  void any_history_is_made_legal() {
    Gen.forAll(
        "legal history",
        500,
        random -> {
          List<Message> history = history(random);
          String body = encode(codec("http://127.0.0.1/v1"), history);
          assertEquals(
              Optional.empty(), RequestRules.check(RequestRules.Schema.MISTRAL, bare(body)), body);
          RequestCodec strict = codec("http://127.0.0.1/v1");
          strict.refuse(RequestFields.USER_AFTER_RESULT);
          String alternating = encode(strict, history);
          assertEquals(
              Optional.empty(),
              RequestRules.check(RequestRules.Schema.ALTERNATING, bare(alternating)),
              alternating);
        });
  }

  private static String bare(String body) {
    return body.replace(",\"stream_options\":{\"include_usage\":true}", "");
  }

  private static List<Message> history(RandomGenerator random) {
    List<Message> messages = new ArrayList<>();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      messages.add(
          switch (random.nextInt(4)) {
            case 0 -> Message.User.text(text(random));
            case 1 -> says(text(random));
            case 2 -> {
              List<ToolCall> calls = new ArrayList<>();
              for (int c = random.nextInt(4); c > 0; c--) {
                calls.add(
                    new ToolCall(
                        new CallId(id(random)), text(random), new RawJson(arguments(random))));
              }
              yield new Message.Assistant(text(random), Reasoning.NONE, calls);
            }
            default -> {
              List<ToolResult> results = new ArrayList<>();
              for (int c = random.nextInt(4); c > 0; c--) {
                results.add(result(id(random), text(random)));
              }
              yield new Message.ToolResults(results);
            }
          });
    }
    return messages;
  }

  private static String text(RandomGenerator random) {
    String[] texts = {"", " ", "a", "b\nc", "\uD800", "\"quoted\"", "[TOOL_CALLS]", "é\u0000😀"};
    return texts[random.nextInt(texts.length)];
  }

  private static String id(RandomGenerator random) {
    String[] ids = {"call_a", "call_b", "123456789", "null", "x".repeat(40), "c"};
    return ids[random.nextInt(ids.length)];
  }

  private static String arguments(RandomGenerator random) {
    String[] all = {"{}", "{\"a\":1}", "", "{\"a\":", "null", "{\"a\":\"\uD800\"}"};
    return all[random.nextInt(all.length)];
  }

  @Test
  void each_request_of_fifty_turns_begins_with_the_bytes_of_the_one_before() {
    List<Message> messages = new ArrayList<>();
    byte[] before = new byte[0];
    for (int turn = 0; turn < 50; turn++) {
      messages.add(Message.User.text("question " + turn));
      for (int step = 0; step < turn % 3; step++) {
        String id = "call_" + turn + "_" + step;
        byte[] now = messagesOf(messages);
        assertBeginsWith(before, now);
        before = now;
        messages.add(says(step == 0 ? "looking" : "", call(id, step == 1 ? "{\"a\":" : "{}")));
        if (turn % 5 != 4) {
          messages.add(results(result(id, "line\n".repeat(turn))));
        }
      }
      byte[] now = messagesOf(messages);
      assertBeginsWith(before, now);
      assertEquals(Optional.empty(), codec.prefixBreak());
      before = now;
      if (turn % 7 != 6) {
        messages.add(says("answer " + turn));
      } else {
        messages.add(says("", call("interrupted_" + turn, "{}")));
      }
    }
    assertTrue(before.length > 5000);
  }

  private static void assertBeginsWith(byte[] before, byte[] now) {
    int differs = Arrays.mismatch(before, now);
    assertTrue(differs == before.length || differs < 0, () -> "differs at byte " + differs);
  }

  /** The bytes from the first message to before the end of the list. */
  private byte[] messagesOf(List<Message> messages) {
    String body = encode(codec, messages);
    int start = body.indexOf("\"messages\":[");
    int end = body.indexOf("],\"tools\":");
    return body.substring(start, end).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_changed_beginning_is_noticed_with_its_place() {
    encode(codec, List.of(Message.User.text("one"), says("a"), Message.User.text("b")));
    encode(codec, List.of(Message.User.text("onX"), says("a"), Message.User.text("b")));
    assertEquals(
        Optional.of(new PrefixBreak(1, "{\"role\":\"user\",\"content\":\"on".length())),
        codec.prefixBreak());
  }

  @Test
  void a_late_turn_does_not_write_the_early_ones_again() {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      messages.add(Message.User.text("question " + i + " " + "x".repeat(20_000)));
      messages.add(says("answer " + i));
    }
    messages.add(Message.User.text("last"));
    long cold = nanos(messages);
    messages.add(says("a"));
    messages.add(Message.User.text("b"));
    long warm = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      warm = Math.min(warm, nanos(messages));
    }
    long measured = warm;
    assertTrue(measured < cold / 2, () -> "cold " + cold + " ns, warm " + measured + " ns");
  }

  /** In bytes allocated, which does not depend on what else the machine does. */
  @Test
  void turn_fifty_costs_what_turn_five_costs() {
    ThreadMXBean threads =
        assertInstanceOf(ThreadMXBean.class, ManagementFactory.getThreadMXBean());
    long thread = Thread.currentThread().threadId();
    List<Message> messages = new ArrayList<>();
    List<Long> allocated = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      messages.add(Message.User.text("question " + i));
      messages.add(says("looking", call("call_" + i, "{\"a\":1}")));
      messages.add(results(result("call_" + i, "line\n".repeat(4_000))));
      ModelRequest request = new ModelRequest("s", messages, TOOLS);
      long before = threads.getThreadAllocatedBytes(thread);
      codec.encode(request, OPTIONS);
      allocated.add(threads.getThreadAllocatedBytes(thread) - before);
      messages.add(says("answer " + i));
    }
    long early = allocated.get(5);
    long late = allocated.get(49);
    assertTrue(late < 2 * early, () -> "turn 5: " + early + ", turn 50: " + late + " bytes");
  }

  @Test
  void the_body_of_a_session_of_fifty_turns_is_built_within_five_milliseconds() {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      messages.add(Message.User.text("question " + i + " " + "x".repeat(4_000)));
      messages.add(says("looking", call("call_" + i, "{\"a\":1}")));
      messages.add(results(result("call_" + i, "line\n".repeat(400))));
      messages.add(says("answer " + i));
    }
    messages.add(Message.User.text("last"));
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      best = Math.min(best, nanos(messages));
    }
    long measured = best;
    assertTrue(measured < 5_000_000, () -> measured + " ns");
  }

  /** Of this thread, whatever else the machine does. */
  private long nanos(List<Message> messages) {
    ThreadMXBean threads =
        assertInstanceOf(ThreadMXBean.class, ManagementFactory.getThreadMXBean());
    long start = threads.getCurrentThreadCpuTime();
    codec.encode(new ModelRequest("s", messages, TOOLS), OPTIONS);
    return threads.getCurrentThreadCpuTime() - start;
  }
}
