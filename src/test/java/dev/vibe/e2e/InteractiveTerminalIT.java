package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.json.Json;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session does to its terminal, and what it stops. */
class InteractiveTerminalIT {

  private static final TmuxTerminal.Size USUAL = new TmuxTerminal.Size(80, 30);

  @TempDir Path scratch;

  private static StreamScript reply(String salt) {
    return StreamScript.of(StreamShape.VLLM, salt);
  }

  private TmuxTerminal open(ScriptedServer server) {
    return TmuxTerminal.open(Launcher.in(scratch).forSession(server), USUAL);
  }

  /** The modes of the terminal before and after a session are the same. */
  private void assertGivenBack() throws Exception {
    assertEquals(
        Files.readString(scratch.resolve("before")), Files.readString(scratch.resolve("after")));
  }

  private static TmuxTerminal between(TmuxTerminal terminal, String arguments) {
    return begun(terminal, arguments).awaitRow("❯").await("devstral");
  }

  /** For a session that asks at once: the prompt may be gone before anybody looks. */
  private static TmuxTerminal begun(TmuxTerminal terminal, String arguments) {
    terminal.line(
        "stty -a > before; $VIBE " + arguments + "; echo exit $?; stty -a > after; echo over");
    return terminal;
  }

  @Test
  void a_paste_is_folded_and_sent_only_by_enter() throws Exception {
    String pasted =
        IntStream.range(0, 120).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
    try (ScriptedServer server =
            ScriptedServer.start(reply("a").text("Read.").usage(10, 5).reply());
        TmuxTerminal terminal = open(server)) {
      between(terminal, "");
      terminal.paste(pasted + "\n").await("[pasted 120 lines]");
      assertEquals(0, server.requests().size());
      terminal.press("Enter").await("Read.");

      String body = server.requests().getFirst().body();
      assertTrue(body.contains("line 0\\nline 1\\n") && body.contains("line 119"), body);
    }
  }

  @Test
  void control_c_ends_a_command_and_twice_the_session() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.start(
                reply("a")
                    .call("bash", "{\"command\":\"touch begun; sleep 300\"}")
                    .usage(10, 5)
                    .reply(),
                reply("b").text("On it.").usage(10, 5).reply());
        TmuxTerminal terminal = open(server)) {
      between(terminal, "--mode auto wait long");
      terminal.await("the command", rows -> Files.exists(scratch.resolve("begun")));
      terminal.press("C-c").await("sleep 300  interrupted").awaitIdle();
      terminal.line("again").await("On it.");
      assertTrue(server.requests().getLast().body().contains("interrupted"));

      // Both at once, because a second one counts only for a second.
      terminal.press("C-c").await("Ctrl-C again leaves").type("\u0003\u0003").await("exit 0");
      terminal.await("the shell", rows -> rows.contains("over"));
      assertGivenBack();
    }
  }

  @Test
  void control_c_ends_a_command_of_the_user() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        TmuxTerminal terminal = open(server)) {
      between(terminal, "");
      terminal.line("!touch begun; sleep 300");
      terminal.await("the command", rows -> Files.exists(scratch.resolve("begun")));
      terminal.press("C-c").await("interrupted").press("C-d").await("exit 0");
      terminal.await("the shell", rows -> rows.contains("over"));
      assertGivenBack();
    }
  }

  /** Also what a line editor has no notion of, such as the speed of a serial line. */
  @Test
  void a_question_of_a_single_prompt_gives_the_terminal_back_as_it_was() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.start(
                reply("a").call("bash", "{\"command\":\"touch b.txt\"}").usage(10, 5).reply(),
                reply("b").text("Done.").usage(10, 5).reply());
        TmuxTerminal terminal = open(server)) {
      terminal.line("stty 9600 -ixany inpck min 3; stty -a > before; $VIBE -p go; stty -a > after");
      terminal.answer("e", "e change it").awaitRow("  $ touch b.txt").press("C-u");
      terminal.line("touch c.txt").answer("Enter", "Enter runs it").await("Done.");
      terminal.line("echo over").await("the shell", rows -> rows.contains("over"));

      assertTrue(Files.exists(scratch.resolve("c.txt")));
      assertGivenBack();
    }
  }

  private static StreamScript bash(String salt, String command) {
    return reply(salt).call("bash", Json.write(Map.of("command", command))).usage(10, 5);
  }

  private static String lines(int count) {
    return IntStream.range(0, count).mapToObj(i -> "true " + i).collect(Collectors.joining("\n"));
  }

  /** The harmful part of a command is on the screen, however it is padded. */
  @Test
  void padding_pushes_nothing_of_a_question_off_the_screen() {
    String command = "true" + " ".repeat(4000) + "\n".repeat(300) + "touch canary\n\n\n\n\n";
    try (ScriptedServer server =
            ScriptedServer.start(
                bash("a", command).reply(), reply("b").text("Done.").usage(10, 5).reply());
        TmuxTerminal terminal = open(server)) {
      begun(terminal, "go");
      terminal.answer("n", "? run true", "touch canary", "· 4,000 blanks ·", "runs 305 lines");
      terminal.await("reason for the model").press("Enter").await("Done.");
      assertFalse(Files.exists(scratch.resolve("canary")));
    }
  }

  /** Also when the screen becomes small and large again while the question is open. */
  @Test
  void a_yes_counts_only_after_the_end_of_a_question_was_on_the_screen() {
    String command = lines(80) + "\ntouch canary";
    try (ScriptedServer server =
            ScriptedServer.start(
                bash("a", command).reply(), reply("b").text("Done.").usage(10, 5).reply());
        TmuxTerminal terminal = open(server)) {
      begun(terminal, "go");
      terminal.answer("y", "? run true 0", "lines 1–25 of 8", "yes once all seen");
      terminal.await("no yes yet: read it all");
      terminal.resize(new TmuxTerminal.Size(40, 10));
      terminal.awaitRow("? run true 0").await("lines 1–5 of").type("y").await("not yet: read on");
      terminal.press("NPage").await("lines 5–9 of").type(" ".repeat(19)).await("touch canary");
      assertFalse(Files.exists(scratch.resolve("canary")));
      terminal.type(" ".repeat(11)).await("[y/N/e]").press("y").await("Done.");
      assertTrue(Files.exists(scratch.resolve("canary")));
    }
  }

  @Test
  void a_long_question_of_a_single_prompt_is_printed_in_parts() {
    String command = lines(80) + "\ntouch canary";
    try (ScriptedServer server =
            ScriptedServer.start(
                bash("a", command).reply(), reply("b").text("Done.").usage(10, 5).reply());
        TmuxTerminal terminal = open(server)) {
      terminal.line("$VIBE -p go");
      terminal.answer("y", "? run true 0", "lines 1–25 of 8");
      terminal.await("not all of it was shown yet").press("Space").await("true 46");
      terminal.press("Space").await("true 70").press("Space");
      assertFalse(Files.exists(scratch.resolve("canary")));
      terminal.answer("y", "touch canary", "y yes").await("Done.");
      assertTrue(Files.exists(scratch.resolve("canary")));
      String all = terminal.everything();
      for (int i = 0; i < 80; i++) {
        assertTrue(all.contains("  │ true " + i + "\n"), all);
      }
    }
  }

  @Test
  void a_session_can_be_left_while_a_model_is_looked_for() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (ScriptedServer server = ScriptedServer.start();
        TmuxTerminal terminal =
            TmuxTerminal.open(
                Launcher.in(scratch)
                    .with("VIBE_BASE_URL", server.baseUrl())
                    .with("LC_ALL", "C.UTF-8"),
                USUAL)) {
      server.models(Reply.json(200, "{}").after(new Reply.Step.Await(never)));
      terminal.line("stty -a > before; $VIBE; echo exit $?; stty -a > after; echo over");
      terminal.await("looking for a model").type("typed").await("❯ typed").press("C-u", "C-d");
      terminal.await("exit 0").await("the shell", rows -> rows.contains("over"));
      never.countDown();
      assertGivenBack();
    }
  }

  /** Every line once and in order, whatever the size of the screen was while it came. */
  @Test
  void a_long_answer_is_in_the_scrollback_once() {
    CountDownLatch half = new CountDownLatch(1);
    List<String> data =
        reply("a")
            .text(
                IntStream.range(0, 200)
                    .mapToObj(i -> "- item %03d of *many*\n".formatted(i))
                    .toArray(String[]::new))
            .usage(10, 5)
            .data();
    List<Reply.Step> steps = new ArrayList<>(Reply.events(data.toArray(String[]::new)).steps());
    steps.add(100, new Reply.Step.Await(half));
    Reply paced = Reply.events();
    for (Reply.Step step : steps) {
      paced = paced.then(step);
    }
    try (ScriptedServer server = ScriptedServer.start(paced);
        TmuxTerminal terminal = open(server)) {
      between(terminal, "list");
      terminal.await("item 09").type("typed meanwhile").await("❯ typed meanwhile");
      terminal.resize(new TmuxTerminal.Size(60, 16));
      terminal.await("❯ typed meanwhile");
      half.countDown();
      terminal.await("item 199").await("15 tokens").awaitRow("❯ typed meanwhile");

      List<String> items =
          terminal.everything().lines().filter(line -> line.contains("item ")).toList();
      assertEquals(200, items.size(), terminal.everything());
      for (int i = 0; i < 200; i++) {
        assertTrue(items.get(i).contains("item %03d of many".formatted(i)), items.get(i));
      }
      assertEquals(1, terminal.everything().lines().filter(l -> l.startsWith("❯")).count());
    }
  }
}
