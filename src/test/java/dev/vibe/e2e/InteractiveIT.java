package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The session in a real terminal, from the prompt to the shell that gets it back. */
class InteractiveIT {

  private static final TmuxTerminal.Size USUAL = new TmuxTerminal.Size(80, 30);
  private static final Pattern PROMPT = Pattern.compile("^\\s*[│┃]?\\s*[>›❯].*");

  @TempDir Path scratch;

  private static StreamScript reply(String salt) {
    return StreamScript.of(StreamShape.VLLM, salt);
  }

  private Launcher launcher(ScriptedServer server) {
    return Launcher.in(scratch).forSession(server);
  }

  private TmuxTerminal open(ScriptedServer server) {
    return TmuxTerminal.open(launcher(server), USUAL);
  }

  @Test
  void a_prompt_is_answered_and_the_terminal_given_back_as_it_was() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.start(reply("a").text("# Hi\n\nIt is **done**.").usage(10, 5).reply());
        TmuxTerminal terminal = open(server)) {
      terminal.line("stty -a > before; $VIBE; echo exit $?; stty -a > after; echo over");
      terminal.await("a prompt", rows -> rows.stream().anyMatch(r -> PROMPT.matcher(r).matches()));
      terminal.type("hello").await("❯ hello").press("Enter").await("It is done.");
      terminal.leave().await("exit 0").await("the shell", rows -> rows.contains("over"));

      assertTrue(terminal.rows().contains("> hello"), terminal.everything());
      assertEquals(
          Files.readString(scratch.resolve("before")), Files.readString(scratch.resolve("after")));
      assertFalse(String.join("\n", terminal.rows()).contains("❯"));
    }
  }

  @Test
  void a_session_that_is_to_commit_says_at_its_start_that_there_is_no_repository() {
    try (ScriptedServer server = ScriptedServer.start(reply("a").text("Hi.").usage(1, 1).reply());
        TmuxTerminal terminal = open(server)) {
      terminal.line("$VIBE --auto-commit").await("git init, or --init").awaitRow("❯");

      assertEquals(List.of(), server.requests());
    }
  }

  @Test
  void a_question_is_answered_with_yes_and_with_no() throws Exception {
    String write = "{\"file\":\"a.txt\",\"content\":\"new\\n\"}";
    try (ScriptedServer server =
            ScriptedServer.start(
                reply("a").call("write_file", write).usage(10, 5).reply(),
                reply("b").call("bash", "{\"command\":\"touch b.txt\"}").usage(10, 5).reply(),
                reply("c").text("Finished.").usage(10, 5).reply());
        TmuxTerminal terminal = open(server)) {
      terminal.start("make a file");
      terminal.answer("y", "writes a.txt", "y once");
      terminal.answer("n", "touch b.txt", "runs in", "y once").await("reason for the model");
      terminal.line("not that").await("Finished.");

      assertEquals("new\n", Files.readString(scratch.resolve("a.txt")));
      assertFalse(Files.exists(scratch.resolve("b.txt")));
      assertTrue(server.requests().getLast().body().contains("not that"));
    }
  }

  @Test
  void escape_ends_a_stream_at_once_and_keeps_what_was_said() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    List<String> data = reply("a").text("The first words.\n\n", "Never seen.").data();
    Reply begun =
        Reply.events(data.subList(0, 2).toArray(String[]::new)).then(new Reply.Step.Await(never));
    try (ScriptedServer server =
            ScriptedServer.start(begun, reply("b").text("Here again.").usage(10, 5).reply());
        TmuxTerminal terminal = open(server)) {
      terminal.start("talk");
      terminal.await("The first words.").type("more").press("Enter").await("next: more");
      terminal.press("Escape").awaitRow("interrupted").await("❯ more");
      terminal.press("Enter").await("Here again.");
      never.countDown();

      String body = server.requests().getLast().body();
      assertTrue(body.contains("The first words."), body);
    }
  }

  @Test
  void a_message_that_waited_is_sent_when_the_run_has_ended() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedServer server =
            ScriptedServer.start(
                reply("a").text("One.").usage(10, 5).reply().after(new Reply.Step.Await(go)),
                reply("b").text("Two.").usage(10, 5).reply());
        TmuxTerminal terminal = open(server)) {
      terminal.start("first");
      server.awaitRequests(1);
      terminal.line("second").await("next: second");
      go.countDown();

      terminal.await("One.").await("Two.");
      assertEquals(2, server.requests().size());
    }
  }

  @Test
  void another_width_leaves_one_prompt() {
    try (ScriptedServer server = ScriptedServer.start();
        TmuxTerminal terminal = open(server)) {
      terminal.start("");
      terminal.type("some words that are longer than the narrow screen will be");
      terminal.resize(new TmuxTerminal.Size(40, 20));
      terminal.await(
          "the text in two rows",
          rows -> rows.stream().filter(row -> row.startsWith("❯ some words")).count() == 1);
      terminal.resize(new TmuxTerminal.Size(100, 30));
      terminal.await(
          "the text in one row",
          rows -> rows.stream().filter(row -> row.endsWith("narrow screen will be")).count() == 1);
    }
  }

  @Test
  void suspended_and_continued_it_goes_on() {
    try (ScriptedServer server = ScriptedServer.start();
        TmuxTerminal terminal = open(server)) {
      terminal.start("");
      terminal.type("kept").await("❯ kept").press("C-z").await("Stopped");
      terminal.line("echo between").await("between").line("fg").await("❯ kept");
      terminal.type(" on").await("❯ kept on");
    }
  }

  @Test
  void a_signal_ends_it_and_gives_the_terminal_back() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        TmuxTerminal terminal = open(server)) {
      terminal.line("stty -a > before; $VIBE; echo exit $?; stty -a > after; echo over");
      terminal.await("devstral");
      terminal
          .line("!kill -TERM $PPID")
          .await("exit 143")
          .await("the shell", rows -> rows.contains("over"));

      assertEquals(
          Files.readString(scratch.resolve("before")), Files.readString(scratch.resolve("after")));
    }
  }

  @Test
  void a_plain_session_only_prints_lines() {
    try (ScriptedServer server =
            ScriptedServer.start(reply("a").text("Plain words.").usage(10, 5).reply());
        TmuxTerminal terminal = open(server)) {
      terminal.line("$VIBE --plain").awaitPlainPrompt().line("hello").await("Plain words.");
      terminal.awaitPlainPrompt().press("C-d").awaitShell();
    }
  }

  @Test
  void a_plain_session_takes_answers_by_whole_lines() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.start(
                reply("a").call("bash", "{\"command\":\"touch b.txt\"}").usage(10, 5).reply(),
                reply("b").call("bash", "{\"command\":\"touch c.txt\"}").usage(10, 5).reply(),
                reply("c").text("Finished.").usage(10, 5).reply(),
                reply("d").text("Heard.").usage(10, 5).reply());
        TmuxTerminal terminal = open(server)) {
      String choices = "answer with a line (yes; session: yes, in this session; always; edit;";
      terminal.line("TERM=dumb $VIBE do it").answer("yes", "touch b.txt", choices).press("Enter");
      terminal.await("a second question", rows -> count(rows, choices) == 2);
      terminal.answer("no, because it is late", "touch c.txt").press("Enter").await("Finished.");
      terminal.awaitPlainPrompt().line("hello").await("Heard.");

      assertTrue(Files.exists(scratch.resolve("b.txt")));
      assertFalse(Files.exists(scratch.resolve("c.txt")));
      assertTrue(server.requests().get(2).body().contains("because it is late"));
      assertEquals(4, server.requests().size());
      assertFalse(server.requests().getLast().body().contains("\"yes\""));
    }
  }

  private static long count(List<String> rows, String text) {
    return rows.stream().filter(row -> row.contains(text)).count();
  }

  /** Of what is typed in one go, the session takes no more than what leaves, or stops, it. */
  @Test
  void what_is_typed_while_it_leaves_goes_to_the_shell() {
    try (ScriptedServer server = ScriptedServer.start()) {
      // Without colours the terminal is not asked for any, so that nothing else has to be read.
      Launcher launcher = launcher(server).with("NO_COLOR", "1");
      try (TmuxTerminal terminal = TmuxTerminal.open(launcher, USUAL)) {
        terminal.start("").type("\u0004echo fi''rst\r").awaitRow("first");
        terminal.clear().start("").type("/exit\recho sec''ond\r").awaitRow("second");
        terminal.clear().start("").type("\u001aecho be''tween; fg\r").awaitRow("between");
        terminal.awaitRow("❯").type("still here").await("❯ still here").press("C-u");
        terminal.type("\u0003\u0003echo th''ird\r").awaitRow("third");
        terminal.clear().line("$VIBE --plain").awaitPlainPrompt();
        terminal.type("/exit\recho fo''urth\r").awaitRow("fourth");
      }
    }
  }

  @Test
  void without_a_model_it_says_what_to_do() {
    try (TmuxTerminal terminal =
        TmuxTerminal.open(Launcher.in(scratch).with("MISTRAL_API_KEY", ""), USUAL)) {
      terminal.line("$VIBE; echo exit $?").await("vibe demo").awaitRow("→ set one up");
      terminal.awaitRow("found no model: ").awaitRow("to get one: vibe config init");
      terminal.press("Down").awaitRow("→ leave").press("Enter").await("exit 2");
      assertFalse(String.join("\n", terminal.rows()).contains("[no-model]"));
    }
  }
}
