package dev.vibe.app.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StateFolder;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.exec.OwnProcess;
import dev.vibe.git.Sandbox;
import dev.vibe.json.Json;
import dev.vibe.lsp.wire.Diagnostic;
import dev.vibe.lsp.wire.DocumentEdit;
import dev.vibe.lsp.wire.DocumentText;
import dev.vibe.lsp.wire.DocumentUri;
import dev.vibe.lsp.wire.OpenDocument;
import dev.vibe.lsp.wire.Position;
import dev.vibe.lsp.wire.PositionEncoding;
import dev.vibe.lsp.wire.TextRange;
import dev.vibe.problem.ExitCode;
import dev.vibe.terminal.TtyState;
import dev.vibe.testkit.LanguageEditor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An editor has runs of the product do what its code actions offer. */
@Timeout(120)
class LanguageProtocolTest {

  private static final Map<String, Object> WINDOW =
      Map.of("workDoneProgress", true, "showDocument", Map.of("support", true));
  private static final Map<String, Object> EDITS =
      Map.of(
          "applyEdit",
          true,
          "workspaceEdit",
          Map.of(
              "documentChanges",
              true,
              "resourceOperations",
              List.of("create", "rename", "delete"),
              "changeAnnotationSupport",
              Map.of()));
  private static final Map<String, Object> LITERALS =
      Map.of("codeAction", Map.of("codeActionLiteralSupport", Map.of()));
  private static final Map<String, Object> ALL =
      Map.of("window", WINDOW, "workspace", EDITS, "textDocument", LITERALS);

  @TempDir Path temporary;
  private Sandbox box;
  private final List<Map<String, Object>> replies = new ArrayList<>();
  private final CompletableFuture<ExitCode> ended = new CompletableFuture<>();
  private LanguageEditor editor;
  private ExitCode expected = ExitCode.DONE;

  @BeforeEach
  void open() {
    box = new Sandbox(temporary).init();
    editor = LanguageEditor.open();
  }

  @AfterEach
  void the_process_ends_with_its_editor() throws Exception {
    if (expected == ExitCode.DONE) {
      assertEquals("null", editor.result("shutdown", Map.of()));
      assertEquals(-32600, editor.error("textDocument/codeAction", Map.of()));
      editor.tell("exit", Map.of());
    }
    assertEquals(expected, ended.get(60, TimeUnit.SECONDS));
    editor.close();
    assertEquals(List.of(), editor.complaints());
    try (var left = Files.list(box.home())) {
      assertTrue(left.noneMatch(each -> each.getFileName().toString().startsWith("vibe-lsp-")));
    }
  }

  private void calls(String tool, Map<String, Object> arguments) {
    replies.add(Map.of("calls", List.of(Map.of("name", tool, "arguments", arguments))));
  }

  private void says(String text) {
    replies.add(Map.of("text", text));
  }

  private Map<?, ?> start(Map<String, Object> capabilities) throws Exception {
    serve();
    return (Map<?, ?>)
        editor.result(
            "initialize", Map.of("rootUri", uri(""), "capabilities", capabilities, "later", 1));
  }

  private void serve() throws Exception {
    Path cassette = box.base().resolve("cassette.json");
    Files.writeString(cassette, Json.write(Map.of("replies", replies)));
    EditorServer server =
        new EditorServer(
            host(), new EditorOptions(new RunOptions.Model.Recorded(cassette), List.of()));
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                ended.complete(server.run());
              } catch (InterruptedException | RuntimeException e) {
                ended.completeExceptionally(e);
              }
            });
  }

  private HostEnvironment host() {
    Map<String, String> environment =
        Map.of("HOME", box.home().toString(), "PATH", "/usr/local/bin:/usr/bin:/bin");
    return new HostEnvironment(
        environment,
        box.home(),
        box.folder(),
        new HostEnvironment.Streams(
            editor.serverInput(),
            editor.serverOutput(),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)),
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

  private String uri(String name) {
    return DocumentUri.of(name.isEmpty() ? box.folder() : box.folder().resolve(name));
  }

  /** Opens a file with a text that is not on the disk. */
  private void opens(String name, String text) {
    editor.opens(new OpenDocument(uri(name), "text", 1, new DocumentText(text)));
  }

  private static TextRange line(int line) {
    return new TextRange(new Position(line, 0), new Position(line, 3));
  }

  private List<?> actions(String name, TextRange range, Map<String, Object> context)
      throws Exception {
    Map<String, Object> document = Map.of("uri", uri(name));
    return assertInstanceOf(
        List.class,
        editor.result(
            "textDocument/codeAction",
            Map.of("textDocument", document, "range", range.json(), "context", context)));
  }

  private static List<Object> titles(List<?> actions) {
    List<Object> all = new ArrayList<>();
    actions.forEach(each -> all.add(((Map<?, ?>) each).get("title")));
    return all;
  }

  private static Map<String, Object> finding(TextRange range) {
    return new Diagnostic(range, Diagnostic.Severity.ERROR, "E1", "lint", "two is bad").json();
  }

  /** Executes the command of the first action. */
  @SuppressWarnings("unchecked")
  private void execute(List<?> actions) throws Exception {
    Map<String, Object> command =
        (Map<String, Object>)
            Objects.requireNonNull(((Map<?, ?>) actions.getFirst()).get("command"));
    assertEquals("null", editor.result("workspace/executeCommand", command));
  }

  private Object execute(String command, Map<String, Object> argument) throws Exception {
    return editor.result(
        "workspace/executeCommand", Map.of("command", command, "arguments", List.of(argument)));
  }

  @Test
  void a_request_before_initialize_and_an_unknown_one_are_errors() throws Exception {
    serve();
    assertEquals(-32002, editor.error("shutdown", Map.of()));

    Map<?, ?> answer =
        (Map<?, ?>)
            editor.result(
                "initialize",
                Map.of(
                    "capabilities",
                    Map.of("general", Map.of("positionEncodings", List.of("utf-8", "utf-16")))));

    Map<?, ?> capabilities = (Map<?, ?>) Objects.requireNonNull(answer.get("capabilities"));
    assertEquals("utf-8", capabilities.get("positionEncoding"));
    assertEquals(Map.of("openClose", true, "change", 2), capabilities.get("textDocumentSync"));
    assertEquals(-32600, editor.error("initialize", Map.of()));
    assertEquals(-32601, editor.error("textDocument/hover", Map.of()));
    assertEquals(-32602, editor.error("workspace/executeCommand", Map.of("command", "rm")));
    assertEquals(-32602, editor.error("textDocument/codeAction", Map.of()));
  }

  @Test
  void an_editor_that_goes_without_a_word_ends_the_process_too() throws Exception {
    expected = ExitCode.FAILED;
    start(Map.of());

    editor.close();
  }

  @Test
  void actions_follow_the_place_and_what_the_editor_asks_for() throws Exception {
    start(ALL);
    opens("a.txt", "one\n// vibe: rename to two\n");

    assertEquals(
        List.of(
            "Vibe: rename to two",
            "Vibe: fix what is wrong here",
            "Vibe: edit selection…",
            "Vibe: fix the failing test",
            "Vibe: commit"),
        titles(actions("a.txt", line(1), Map.of("diagnostics", List.of()))));
    Map<String, Object> fixes =
        Map.of("diagnostics", List.of(finding(line(0))), "only", List.of("quickfix"));
    List<?> fix = actions("a.txt", line(0), fixes);
    assertEquals(List.of("Vibe: fix this diagnostic"), titles(fix));
    assertEquals(List.of(finding(line(0))), ((Map<?, ?>) fix.getFirst()).get("diagnostics"));
    assertEquals(
        List.of("Vibe: fix the failing test", "Vibe: commit"),
        titles(actions("a.txt", line(0), Map.of("only", List.of("source.vibe")))));
    TextRange cursor = new TextRange(new Position(0, 1), new Position(0, 1));
    assertEquals(List.of(), actions("a.txt", cursor, Map.of("triggerKind", 2)));
  }

  @Test
  void what_is_wrong_is_found_out_where_the_editor_does_not_tell() throws Exception {
    says("It is right.");
    start(ALL);

    execute(actions("a.txt", line(1), Map.of("only", List.of("quickfix"))));

    editor.awaitMessage("vibe: It is right.");
  }

  @Test
  void an_editor_without_literals_gets_commands() throws Exception {
    start(Map.of());

    Map<?, ?> action = (Map<?, ?>) actions("a.txt", line(0), Map.of()).getFirst();

    assertEquals("vibe.fix", action.get("command"));
  }

  @Test
  void a_diagnostic_is_fixed_in_the_text_that_is_not_saved() throws Exception {
    box.write("a.txt", "one\ntwo\nthree\n");
    calls("str_replace", Map.of("path", "a.txt", "old_string", "tvo", "new_string", "2"));
    says("It is a number now.");
    start(ALL);
    editor.choosing("Yes");
    opens("a.txt", "one\ntwo\nthree\n");
    editor.edits(
        uri("a.txt"), new DocumentEdit(new TextRange(new Position(1, 1), new Position(1, 2)), "v"));

    execute(actions("a.txt", line(1), Map.of("diagnostics", List.of(finding(line(1))))));

    assertEquals(
        "vibe: It is a number now. (changed: a.txt)",
        editor.awaitMessage("vibe: It").get("message"));
    assertEquals("one\n2\nthree\n", editor.text(uri("a.txt")));
    assertEquals("one\n2\nthree\n", box.read("a.txt"));
    Map<?, ?> edit =
        (Map<?, ?>)
            Objects.requireNonNull(editor.told("workspace/applyEdit").getFirst().get("edit"));
    assertTrue(edit.toString().contains("version=2"), edit.toString());
    assertTrue(edit.toString().contains("annotationId=vibe"), edit.toString());
    assertTrue(editor.told("window/showDocument").getFirst().toString().contains(".diff"));
    assertEquals(List.of("begin", "report", "end"), progress());
  }

  private List<Object> progress() {
    List<Object> kinds = new ArrayList<>();
    for (Map<?, ?> each : editor.told("$/progress")) {
      kinds.add(((Map<?, ?>) Objects.requireNonNull(each.get("value"))).get("kind"));
    }
    return kinds;
  }

  @Test
  void positions_count_in_the_unit_that_was_agreed_on() throws Exception {
    calls("str_replace", Map.of("path", "a.txt", "old_string", "x", "new_string", "y"));
    says("Done.");
    box.write("a.txt", "é😀x");
    editor.counting(PositionEncoding.UTF_8);
    start(Map.of("workspace", EDITS, "general", Map.of("positionEncodings", List.of("utf-8"))));
    editor.choosing("Yes");
    opens("a.txt", "é😀x");
    editor.edits(
        uri("a.txt"), new DocumentEdit(new TextRange(new Position(0, 6), new Position(0, 6)), "!"));

    execute("vibe.edit", Map.of("uri", uri("a.txt"), "range", line(0).json(), "instruction", "y!"));

    editor.awaitMessage("vibe: Done.");
    assertEquals("é😀!y", editor.text(uri("a.txt")));
    assertEquals("é😀!y", box.read("a.txt"));
  }

  @Test
  void a_permission_that_is_refused_leaves_everything_as_it_is() throws Exception {
    box.write("a.txt", "one\n");
    calls("str_replace", Map.of("path", "a.txt", "old_string", "one", "new_string", "1"));
    says("As you like.");
    start(Map.of("workspace", EDITS));
    editor.choosing("No");
    opens("a.txt", "one\n");

    execute("vibe.fixTest", Map.of("uri", uri("a.txt")));

    editor.awaitMessage("vibe: As you like.");
    assertEquals("one\n", editor.text(uri("a.txt")));
    assertEquals("one\n", box.read("a.txt"));
    String asked = editor.told("window/showMessageRequest").getFirst().toString();
    assertTrue(asked.contains("-one\n+1"), asked);
    assertEquals(List.of(), progress());
    editor.awaitMessage("vibe: fix the failing test …");
  }

  @Test
  void an_editor_that_refuses_an_edit_gets_it_on_the_disk_and_is_told() throws Exception {
    box.write("a.txt", "one\n");
    calls("str_replace", Map.of("path", "a.txt", "old_string", "one", "new_string", "1"));
    says("Done.");
    start(ALL);
    editor.choosing("Yes").on("workspace/applyEdit", params -> Map.of("applied", false));
    opens("a.txt", "one\n");

    execute("vibe.edit", Map.of("uri", uri("a.txt"), "marker", Map.of("line", 0, "wish", "1")));

    editor.awaitMessage("The editor did not take the change of a.txt");
    editor.awaitMessage("vibe: Done.");
    assertEquals("1\n", box.read("a.txt"));
  }

  @Test
  void an_editor_that_takes_no_edits_keeps_what_it_has_not_saved() throws Exception {
    box.write("a.txt", "one\n");
    box.write("b.txt", "two\n");
    calls("str_replace", Map.of("path", "a.txt", "old_string", "one", "new_string", "1"));
    calls("str_replace", Map.of("path", "b.txt", "old_string", "two", "new_string", "2"));
    says("Done.");
    start(Map.of());
    editor.choosing("Yes");
    opens("a.txt", "one\nmore\n");
    opens("b.txt", "two\n");

    execute("vibe.fixTest", Map.of("uri", uri("a.txt")));

    editor.awaitMessage("vibe: Done.");
    assertEquals("one\n", box.read("a.txt"));
    assertEquals("2\n", box.read("b.txt"));
  }

  @Test
  void edits_without_versions_go_to_editors_that_know_none() throws Exception {
    box.write("a.txt", "one\r\ntwo\r\n");
    calls("str_replace", Map.of("path", "a.txt", "old_string", "two", "new_string", "2"));
    says("Done.");
    start(Map.of("workspace", Map.of("applyEdit", true)));
    editor.choosing("Yes");
    opens("a.txt", "one\ntwo\n");

    execute("vibe.fixTest", Map.of("uri", uri("a.txt")));

    editor.awaitMessage("vibe: Done.");
    assertEquals("one\n2\n", editor.text(uri("a.txt")));
    assertEquals("one\r\n2\r\n", box.read("a.txt"));
    assertTrue(editor.told("workspace/applyEdit").getFirst().toString().contains("changes={"));
  }

  @Test
  void files_that_come_and_go_are_operations() throws Exception {
    box.write("old.txt", "old\n");
    calls("write_file", Map.of("path", "new.txt", "content", "new\n"));
    says("Done.");
    start(ALL);
    editor.choosing("Yes");

    execute("vibe.fixTest", Map.of("uri", uri("old.txt")));

    editor.awaitMessage("vibe: Done.");
    String operation = editor.told("workspace/applyEdit").getFirst().toString();
    assertTrue(operation.contains("kind=create"), operation);
    assertTrue(operation.contains(uri("new.txt")), operation);
  }

  @Test
  void a_cancel_of_the_progress_ends_the_run_and_another_one_can_begin() throws Exception {
    calls("bash", Map.of("command", "touch c.txt"));
    says("Done.");
    start(ALL);
    CompletableFuture<Object> never = new CompletableFuture<>();
    editor.on("window/showMessageRequest", params -> never.join());
    execute("vibe.fixTest", Map.of("uri", uri("a.txt")));
    editor.await("window/showMessageRequest", params -> true);
    assertEquals(
        -32600,
        editor.error(
            "workspace/executeCommand", Map.of("command", "vibe.commit", "arguments", List.of())));
    Object token = editor.told("window/workDoneProgress/create").getFirst().get("token");

    editor.tell("window/workDoneProgress/cancel", Map.of("token", "another"));
    editor.tell("window/workDoneProgress/cancel", Map.of("token", token));

    editor.awaitMessage("vibe: stopped");
    assertFalse(Files.exists(box.folder().resolve("c.txt")));
    never.complete(Map.of("title", "Yes"));
    execute("vibe.stop", Map.of());
    execute("vibe.commit", Map.of());
    editor.awaitMessage("vibe: Done.");
  }

  @Test
  void a_selection_without_words_is_asked_about() throws Exception {
    says("It is simple.");
    start(ALL);
    editor.choosing("Simplify");
    opens("a.txt", "one\ntwo\n");

    execute(actions("a.txt", line(1), Map.of("only", List.of("refactor"))));

    editor.awaitMessage("vibe: It is simple.");
    String asked = editor.told("window/showMessageRequest").getFirst().toString();
    assertTrue(asked.contains("lines 2 to 2 of a.txt"), asked);
  }

  @Test
  void an_answer_of_many_lines_is_brought_up_as_a_document() throws Exception {
    says("The plan:\n\n1. look\n2. do\n");
    start(ALL);

    execute("vibe.fixTest", Map.of("uri", uri("a.txt")));

    editor.awaitMessage("vibe: The plan:");
    String shown = String.valueOf(editor.told("window/showDocument").getFirst().get("uri"));
    Path paper = DocumentUri.path(shown).orElseThrow();
    assertEquals("The plan:\n\n1. look\n2. do\n", Files.readString(paper));
  }

  @Test
  void a_document_that_is_no_file_is_refused() throws Exception {
    start(ALL);
    Map<String, Object> place = Map.of("uri", "untitled:1", "range", line(0).json());

    assertEquals(
        -32602,
        editor.error(
            "workspace/executeCommand",
            Map.of("command", "vibe.edit", "arguments", List.of(place))));
    editor.awaitMessage("vibe: this document is no file");
  }

  @Test
  void a_folder_that_was_added_is_where_its_files_are_worked_on() throws Exception {
    Path other = Files.createDirectories(box.base().resolve("other"));
    calls("write_file", Map.of("path", "made.txt", "content", "made\n"));
    says("Done.");
    start(ALL);
    editor.choosing("Yes");
    Map<String, Object> added = Map.of("uri", DocumentUri.of(other), "name", "other");
    editor.tell(
        "workspace/didChangeWorkspaceFolders",
        Map.of("event", Map.of("added", List.of(added), "removed", List.of())));

    execute("vibe.fixTest", Map.of("uri", DocumentUri.of(other.resolve("a.txt"))));

    editor.awaitMessage("vibe: Done.");
    assertEquals("made\n", Files.readString(other.resolve("made.txt")));
    execute("vibe.new", Map.of("uri", DocumentUri.of(other)));
  }
}
