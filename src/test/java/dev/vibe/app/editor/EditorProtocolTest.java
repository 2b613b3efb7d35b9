package dev.vibe.app.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.App;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.command.UndoOptions;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StateFolder;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.config.FlagValue;
import dev.vibe.exec.OwnProcess;
import dev.vibe.git.Sandbox;
import dev.vibe.git.undo.Undo;
import dev.vibe.json.Json;
import dev.vibe.mcp.TestMcpServer;
import dev.vibe.problem.ExitCode;
import dev.vibe.terminal.TtyState;
import dev.vibe.testkit.AcpClient;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An editor works in sessions of the product; each message is held against the schema. */
@Timeout(120)
class EditorProtocolTest {

  @TempDir Path temporary;
  private Sandbox box;
  private final List<Map<String, Object>> replies = new ArrayList<>();
  private final PrintStream console =
      new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
  private final CompletableFuture<ExitCode> ended = new CompletableFuture<>();
  private AcpClient editor;

  @BeforeEach
  void open() {
    box = new Sandbox(temporary).init();
    editor = AcpClient.open();
  }

  @AfterEach
  void no_message_is_wrong_and_the_process_ends_with_its_editor() throws Exception {
    editor.close();
    assertEquals(ExitCode.DONE, ended.get(60, TimeUnit.SECONDS));
    assertEquals(List.of(), editor.complaints());
  }

  private void calls(String tool, Map<String, Object> arguments) {
    replies.add(Map.of("calls", List.of(Map.of("name", tool, "arguments", arguments))));
  }

  private void says(String text) {
    replies.add(Map.of("text", text));
  }

  private Map<?, ?> start(Map<String, Object> capabilities) throws Exception {
    Path cassette = box.base().resolve("cassette.json");
    Files.writeString(cassette, Json.write(Map.of("replies", replies)));
    return start(
        new EditorOptions(new RunOptions.Model.Recorded(cassette), List.of()), capabilities);
  }

  private Map<?, ?> start(EditorOptions options, Map<String, Object> capabilities)
      throws Exception {
    EditorAgent agent = new EditorAgent(host(editor.agentOutput()), options);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                ended.complete(agent.run());
              } catch (InterruptedException | RuntimeException e) {
                ended.completeExceptionally(e);
              }
            });
    return editor.result(
        "initialize", Map.of("protocolVersion", 7, "clientCapabilities", capabilities));
  }

  private HostEnvironment host(PrintStream out) {
    Map<String, String> environment =
        Map.of("HOME", box.home().toString(), "PATH", "/usr/local/bin:/usr/bin:/bin");
    return new HostEnvironment(
        environment,
        box.home(),
        box.folder(),
        new HostEnvironment.Streams(editor.agentInput(), out, console),
        new TtyState(false, false, false),
        Clock.systemUTC(),
        RandomGenerator.getDefault(),
        "test",
        new HostEnvironment.Platform(
            "test", box.home(), StandardCharsets.UTF_8, List.of(), box.base().resolve("etc")),
        new StopSwitch(),
        OwnProcess.unguarded(),
        StateFolder.of(environment, box.home(), box.home()));
  }

  private String begin() throws Exception {
    Map<?, ?> session = editor.result("session/new", place());
    return String.valueOf(session.get("sessionId"));
  }

  private Map<String, Object> place() {
    return Map.of("cwd", box.folder().toString(), "mcpServers", List.of(), "later", Map.of());
  }

  private String prompt(String session, String text) throws Exception {
    Map<?, ?> answer = editor.result("session/prompt", AcpClient.prompt(session, text));
    return String.valueOf(answer.get("stopReason"));
  }

  @Test
  void the_version_is_ours_and_a_set_up_is_offered_where_there_is_a_terminal() throws Exception {
    Map<?, ?> answer = start(Map.of("auth", Map.of("terminal", true), "unknown", List.of(1)));

    assertEquals(1, answer.get("protocolVersion"));
    List<?> methods = assertInstanceOf(List.class, answer.get("authMethods"));
    assertEquals(2, methods.size());
    assertEquals(List.of("--setup"), ((Map<?, ?>) methods.get(1)).get("args"));
    assertEquals(Map.of(), editor.result("authenticate", Map.of("methodId", "configured")));
    assertEquals(-32601, editor.error("no/such", Map.of()).get("code"));
    assertEquals(-32602, editor.error("session/new", Map.of("cwd", "here")).get("code"));
    assertEquals(
        -32002, editor.error("session/prompt", AcpClient.prompt("gone", "hi")).get("code"));
  }

  @Test
  void a_long_session_is_told_asked_and_replayed() throws Exception {
    box.write("a.txt", "one\ntwo\nthree\n");
    box.commitAll("first");
    calls("todo", Map.of("steps", List.of(Map.of("step", "look", "status", "in_progress"))));
    calls("read_file", Map.of("path", "a.txt"));
    calls("str_replace", Map.of("path", "a.txt", "old_string", "two", "new_string", "2"));
    calls("write_file", Map.of("path", "b/new.txt", "content", "new\n"));
    calls("bash", Map.of("command", "echo out; echo err >&2; exit 3"));
    calls("git_commit", Map.of("message", "Number it", "files", List.of("a.txt")));
    says("All done.");
    start(Map.of("session", Map.of("notices", Map.of(), "compaction", Map.of())));
    editor.choosing("once");
    String id = begin();

    assertEquals("end_turn", prompt(id, "number the lines"));

    assertEquals("one\n2\nthree\n", box.read("a.txt"));
    assertEquals("All done.", editor.text(id, "agent_message_chunk"));
    assertEquals(6, editor.updates(id, "tool_call").size());
    assertEquals(1, editor.updates(id, "plan").size());
    Map<?, ?> edit =
        editor.await(
            id,
            "tool_call_update",
            update -> String.valueOf(update.get("content")).contains("oldText"));
    Map<?, ?> diff = (Map<?, ?>) assertInstanceOf(List.class, edit.get("content")).getFirst();
    assertEquals(box.folder().resolve("a.txt").toString(), diff.get("path"));
    assertEquals(
        List.of(Map.of("path", box.folder().resolve("a.txt").toString(), "line", 2)),
        edit.get("locations"));
    assertEquals(
        "number the lines", editor.updates(id, "session_info_update").getFirst().get("title"));
    editor.await(
        id,
        "tool_call_update",
        update -> String.valueOf(update.get("content")).contains("exit code 3\nout\nerr"));

    int before = editor.updates(id, "tool_call").size();
    assertEquals(Map.of(), editor.result("session/close", Map.of("sessionId", id)));
    editor.result("session/load", loading(id));
    assertEquals("number the lines", editor.text(id, "user_message_chunk"));
    assertEquals(2 * before, editor.updates(id, "tool_call").size());
    List<?> listed =
        assertInstanceOf(List.class, editor.result("session/list", Map.of()).get("sessions"));
    assertEquals(id, ((Map<?, ?>) listed.getFirst()).get("sessionId"));
    editor.result("session/delete", Map.of("sessionId", id));
    assertEquals(List.of(), editor.result("session/list", Map.of()).get("sessions"));
    assertEquals(-32002, editor.error("session/load", loading(id)).get("code"));
  }

  @Test
  void tools_of_servers_that_the_editor_hands_over_are_called_and_the_others_told()
      throws Exception {
    calls("mcp__My-server__say", Map.of("text", "ahoy"));
    says("Said.");
    Map<?, ?> answer = start(Map.of("session", Map.of("notices", Map.of())));
    assertEquals(
        Map.of("http", true, "sse", false),
        Objects.requireNonNull((Map<?, ?>) answer.get("agentCapabilities")).get("mcpCapabilities"));
    editor.choosing("once");
    Map<String, Object> process = new LinkedHashMap<>();
    process.put("name", "My server!");
    process.put("command", Path.of(System.getProperty("java.home"), "bin/java").toString());
    process.put("args", List.of("-cp", classes(), TestMcpServer.class.getName()));
    process.put("env", List.of(Map.of("name", "A", "value", "b")));
    Map<String, Object> old = new LinkedHashMap<>();
    old.put("type", "sse");
    old.put("name", "old");
    old.put("url", "https://old.example/sse");
    old.put("headers", List.of());
    Map<?, ?> session =
        editor.result(
            "session/new",
            Map.of("cwd", box.folder().toString(), "mcpServers", List.of(process, old)));
    String id = String.valueOf(session.get("sessionId"));

    assertEquals("end_turn", prompt(id, "say it"));

    editor.await(
        id,
        "tool_call_update",
        update -> String.valueOf(update.get("content")).contains("said ahoy"));
    editor.await(
        id, "notice", update -> String.valueOf(update).contains("editor cannot be used: old"));
  }

  private static String classes() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(each -> !each.isEmpty())
        .map(each -> Path.of(each).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Map<String, Object> loading(String id) {
    return Map.of("sessionId", id, "cwd", box.folder().toString(), "mcpServers", List.of());
  }

  @Test
  void a_session_taken_up_again_is_not_told_once_more() throws Exception {
    says("first");
    start(Map.of());
    String id = begin();
    prompt(id, "say it");
    editor.result("session/close", Map.of("sessionId", id));
    editor.result("session/resume", Map.of("sessionId", id, "cwd", box.folder().toString()));

    assertEquals("end_turn", prompt(id, "again"));
    assertEquals("", editor.text(id, "user_message_chunk"));
    assertEquals(1, editor.updates(id, "session_info_update").size());
  }

  @Test
  void answers_to_questions_hold_once_for_the_session_and_for_good() throws Exception {
    calls("write_file", Map.of("path", "a.txt", "content", "a\n"));
    calls("write_file", Map.of("path", "b.txt", "content", "b\n"));
    says("done");
    calls("bash", Map.of("command", "touch c.txt"));
    says("no then");
    calls("bash", Map.of("command", "touch c.txt"));
    calls("bash", Map.of("command", "touch c.txt"));
    says("yes then");
    start(Map.of());
    List<Map<?, ?>> asked = new ArrayList<>();
    answer("session", asked);
    String id = begin();

    prompt(id, "write");
    assertEquals(1, asked.size());
    assertEquals("b\n", box.read("b.txt"));

    answer("no", asked);
    prompt(id, "touch");
    assertFalse(Files.exists(box.folder().resolve("c.txt")));

    answer("always", asked);
    prompt(id, "touch it");
    assertTrue(Files.exists(box.folder().resolve("c.txt")));
    assertEquals(3, asked.size());
    List<?> options = assertInstanceOf(List.class, asked.getLast().get("options"));
    assertTrue(options.toString().contains("Always allow bash(touch c.txt)"), options.toString());
    String rules =
        Files.readString(box.home().resolve(".config/vibe/rules.toml"), StandardCharsets.UTF_8);
    assertTrue(rules.contains("touch c.txt"), rules);
  }

  private void answer(String option, List<Map<?, ?>> asked) {
    editor.on(
        "session/request_permission",
        params -> {
          asked.add(params);
          return Map.of("outcome", Map.of("outcome", "selected", "optionId", option));
        });
  }

  @Test
  void a_cancel_withdraws_a_question_and_the_session_goes_on() throws Exception {
    calls("bash", Map.of("command", "touch c.txt"));
    says("never said");
    start(Map.of());
    CompletableFuture<String> question = new CompletableFuture<>();
    CompletableFuture<Map<String, Object>> never = new CompletableFuture<>();
    editor.on(
        "session/request_permission",
        params -> {
          question.complete("asked");
          return never.join();
        });
    String id = begin();
    CompletableFuture<Map<String, Object>> answer =
        editor.send("session/prompt", AcpClient.prompt(id, "touch"));
    question.get(60, TimeUnit.SECONDS);
    assertEquals(-32600, editor.error("session/prompt", AcpClient.prompt(id, "too")).get("code"));

    editor.tell("session/cancel", Map.of("sessionId", id));

    assertEquals(Map.of("stopReason", "cancelled"), answer.get(60, TimeUnit.SECONDS).get("result"));
    assertFalse(Files.exists(box.folder().resolve("c.txt")));
    never.complete(Map.of("outcome", Map.of("outcome", "cancelled")));
    assertEquals("end_turn", prompt(id, "and now?"));
  }

  @Test
  void a_cancel_ends_a_reply_that_goes_on() throws Exception {
    String delta = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"}}]}";
    Reply endless = Reply.events(delta, delta).then(new Reply.Step.Await(new CountDownLatch(1)));
    try (ScriptedServer server = ScriptedServer.start(endless, endless)) {
      List<FlagValue> flags =
          List.of(
              new FlagValue("model", "--model", "devstral"),
              new FlagValue("base_url", "--base-url", server.baseUrl()));
      start(new EditorOptions(new RunOptions.Model.Configured(), flags), Map.of());
      String id = begin();
      CompletableFuture<Map<String, Object>> answer =
          editor.send("session/prompt", AcpClient.prompt(id, "go on and on"));
      editor.await(id, "agent_message_chunk", update -> true);

      editor.tell("session/cancel", Map.of("sessionId", id));

      assertEquals(
          Map.of("stopReason", "cancelled"), answer.get(60, TimeUnit.SECONDS).get("result"));
      editor.result("session/close", Map.of("sessionId", id));
    }
  }

  @Test
  void modes_and_options_follow_each_other() throws Exception {
    calls("write_file", Map.of("path", "a.txt", "content", "a\n"));
    says("done");
    start(Map.of());
    String id = begin();

    editor.result("session/set_mode", Map.of("sessionId", id, "modeId", "accept-edits"));
    editor.await(id, "config_option_update", update -> update.toString().contains("accept-edits"));
    prompt(id, "write"); // unasked: nobody would answer
    assertEquals("a\n", box.read("a.txt"));

    Map<?, ?> set =
        editor.result(
            "session/set_config_option",
            Map.of("sessionId", id, "configId", "mode", "value", "plan"));
    assertTrue(set.toString().contains("currentValue=plan"), set.toString());
    editor.await(id, "current_mode_update", update -> "plan".equals(update.get("currentModeId")));
    assertEquals(
        -32602,
        editor.error("session/set_mode", Map.of("sessionId", id, "modeId", "yolo")).get("code"));
  }

  @Test
  void two_sessions_go_on_at_once() throws Exception {
    calls("bash", Map.of("command", "touch c.txt"));
    says("done");
    start(Map.of());
    CompletableFuture<Map<String, Object>> later = new CompletableFuture<>();
    CompletableFuture<Object> first = new CompletableFuture<>();
    editor.on(
        "session/request_permission",
        params ->
            first.complete(params.get("sessionId"))
                ? later.join()
                : Map.of("outcome", Map.of("outcome", "selected", "optionId", "once")));
    String one = begin();
    String two = begin();
    CompletableFuture<Map<String, Object>> waits =
        editor.send("session/prompt", AcpClient.prompt(one, "touch"));
    assertEquals(one, first.get(60, TimeUnit.SECONDS));

    assertEquals("end_turn", prompt(two, "touch"));

    assertFalse(waits.isDone());
    later.complete(Map.of("outcome", Map.of("outcome", "selected", "optionId", "no")));
    assertEquals(Map.of("stopReason", "end_turn"), waits.get(60, TimeUnit.SECONDS).get("result"));
  }

  @Test
  void what_a_person_attaches_reaches_the_model() throws Exception {
    box.write("notes.md", "from the disk\n");
    replies.add(
        Map.of("text", "seen", "expect", List.of("from the disk", "unsaved text", "look at")));
    start(Map.of());
    String id = begin();
    Map<String, Object> link =
        Map.of(
            "type",
            "resource_link",
            "name",
            "notes.md",
            "uri",
            box.folder().resolve("notes.md").toUri().toString());
    Map<String, Object> embedded =
        Map.of(
            "type",
            "resource",
            "resource",
            Map.of("uri", "file:///tmp/x.txt", "text", "unsaved text"));
    List<Map<String, Object>> blocks =
        List.of(Map.of("type", "text", "text", "look at"), link, embedded);

    assertEquals(
        "end_turn",
        editor
            .result("session/prompt", Map.of("sessionId", id, "prompt", blocks))
            .get("stopReason"));
    assertEquals("seen", editor.text(id, "agent_message_chunk"));
    assertEquals(
        -32602,
        editor
            .error(
                "session/prompt",
                Map.of("sessionId", id, "prompt", List.of(Map.of("type", "audio"))))
            .get("code"));
  }

  @Test
  void commands_are_offered_and_done() throws Exception {
    says("hello");
    Path commands = box.home().resolve(".config/vibe/commands");
    Files.createDirectories(commands);
    Files.writeString(commands.resolve("greet.md"), "Greet $ARGUMENTS kindly");
    replies.clear();
    replies.add(Map.of("text", "hello", "expect", List.of("Greet Ada kindly")));
    start(Map.of());
    String id = begin();

    Map<?, ?> offered = editor.await(id, "available_commands_update", update -> true);
    assertTrue(offered.toString().contains("name=greet"), offered.toString());
    assertTrue(offered.toString().contains("name=compact"), offered.toString());
    assertEquals("end_turn", prompt(id, "/compact"));
    assertEquals("end_turn", prompt(id, "/greet Ada"));
    assertTrue(
        editor.text(id, "agent_message_chunk").endsWith("hello"),
        editor.text(id, "agent_message_chunk"));
  }

  @Test
  void what_is_not_saved_counts_and_an_undo_goes_back_to_it() throws Exception {
    box.write("a.txt", "one\r\ntwo\r\n");
    box.commitAll("first");
    Path file = box.folder().resolve("a.txt");
    Map<String, String> windows = new ConcurrentHashMap<>();
    windows.put(file.toString(), "one\ntwo\nunsaved\n");
    calls("read_file", Map.of("path", "a.txt"));
    calls("str_replace", Map.of("path", "a.txt", "old_string", "two", "new_string", "2"));
    says("done");
    start(Map.of("fs", Map.of("readTextFile", true, "writeTextFile", true)));
    editor
        .choosing("once")
        .on(
            "fs/read_text_file",
            params -> Map.of("content", windows.get(String.valueOf(params.get("path")))))
        .on("fs/write_text_file", params -> saved(params, windows));
    String id = begin();

    prompt(id, "edit");

    editor.await(
        id,
        "tool_call_update",
        update -> String.valueOf(update.get("content")).contains("two\nunsaved"));
    assertEquals("one\r\n2\r\nunsaved\r\n", box.read("a.txt"));
    assertEquals("one\n2\nunsaved\n  ", windows.get(file.toString()));
    int undone =
        new App(host(console))
            .utilities()
            .undo(
                new UndoOptions(
                    new RunOptions.Where(Path.of(""), List.of(), false),
                    new Undo.Scope.LastRun(),
                    UndoOptions.Extent.YES,
                    UndoOptions.Commits.STAY,
                    OutputForm.TEXT,
                    id,
                    List.of()));
    assertEquals("one\r\ntwo\r\nunsaved\r\n", box.read("a.txt"), "exit code " + undone);
  }

  /** As an editor does that formats what it saves, but not what a person left unsaved. */
  private static Map<String, Object> saved(Map<?, ?> params, Map<String, String> windows) {
    String text = String.valueOf(params.get("content")).replace("\r\n", "\n");
    String formatted = text.contains("2") ? text + "  " : text;
    String path = String.valueOf(params.get("path"));
    windows.put(path, formatted);
    try {
      Files.writeString(Path.of(path), formatted.replace("\n", "\r\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of();
  }

  @Test
  void what_cannot_be_saved_is_not_overwritten() throws Exception {
    box.write("a.txt", "one\n");
    calls("str_replace", Map.of("path", "a.txt", "old_string", "one", "new_string", "1"));
    replies.add(Map.of("text", "told", "expect", List.of("not saved")));
    start(Map.of("fs", Map.of("readTextFile", true)));
    editor.choosing("once").on("fs/read_text_file", params -> Map.of("content", "one more\n"));
    String id = begin();

    assertEquals("end_turn", prompt(id, "edit"));

    assertEquals("told", editor.text(id, "agent_message_chunk"));
    assertEquals("one\n", box.read("a.txt"));
  }
}
