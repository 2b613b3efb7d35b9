package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A turn in a real terminal: watched, steered, asked about, planned. */
class TurnIT {

  private static final TmuxTerminal.Size USUAL = new TmuxTerminal.Size(80, 30);
  private static final TmuxTerminal.Size NARROW = new TmuxTerminal.Size(40, 24);

  private static final String WRITE = "{\"file\":\"a.txt\",\"content\":\"theirs\\n\"}";

  @TempDir Path scratch;

  private static StreamScript reply(String salt) {
    return StreamScript.of(StreamShape.VLLM, salt);
  }

  private static Reply done() {
    return reply("z").text("Finished.").usage(10, 5).reply();
  }

  private TmuxTerminal open(ScriptedServer server, TmuxTerminal.Size size) {
    Launcher launcher =
        Launcher.in(scratch)
            .forSession(server)
            .with("VIBE_HOME", scratch.resolve("home").toString())
            .with("EDITOR", "sed -i s/theirs/mine/");
    return TmuxTerminal.open(launcher, size);
  }

  // A session that still ends would hold on to its folder.
  private static void leave(TmuxTerminal terminal) {
    terminal.press("C-c", "C-d").awaitShell();
  }

  @Test
  void a_command_is_watched_and_the_run_steered_while_it_goes_on() throws IOException {
    Path gate = scratch.resolve("gate");
    String command = "seq 1 9; until test -e " + gate + "; do sleep 0.05; done; echo over";
    try (ScriptedServer server =
            ScriptedServer.start(
                reply("a").call("bash", "{\"command\":\"" + command + "\"}").usage(9, 5).reply(),
                done());
        TmuxTerminal terminal = open(server, NARROW)) {
      terminal.start("--mode auto count");
      terminal.await("  │ 9").await("  │ … 4 more above");
      terminal.type("use tabs").press("C-x").await("now: use tabs");
      Files.createFile(gate);

      terminal.await("Finished.").awaitRow("> use tabs");
      String body = server.requests().getLast().body();
      assertTrue(body.indexOf("over") < body.indexOf("use tabs"), body);

      terminal.press("C-o").awaitRow("→ run seq").press("Enter").awaitRow("  1");
      leave(terminal);
    }
  }

  @Test
  void always_keeps_the_rule_in_a_file_of_its_own_beside_the_configuration() throws IOException {
    String rule = "bash(touch *)";
    Path config = Files.createDirectory(scratch.resolve("home")).resolve("config.toml");
    Files.writeString(config, "# mine\n[permissions]\nallow = [] # none yet\n");
    try (ScriptedServer server =
            ScriptedServer.start(
                reply("a").call("bash", "{\"command\":\"touch x\"}").usage(9, 5).reply(),
                reply("b").call("bash", "{\"command\":\"touch y\"}").usage(9, 5).reply(),
                done());
        TmuxTerminal terminal = open(server, USUAL)) {
      terminal.start("touch");
      terminal.answer("a", "without a sandbox", "a always: bash(touch x)");
      terminal.await("always allow: bash(touch x)");
      terminal.press("C-u").type(rule).answer("Enter", rule).await("Finished.");

      assertTrue(Files.exists(scratch.resolve("y")));
      assertEquals("# mine\n[permissions]\nallow = [] # none yet\n", Files.readString(config));
      String learned = Files.readString(config.resolveSibling("rules.toml"));
      assertTrue(learned.contains("\n  \"" + rule + "\",\n"), learned);
      leave(terminal);
    }
  }

  @Test
  void the_text_that_the_user_edited_is_what_is_written() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.start(reply("a").call("write_file", WRITE).usage(9, 5).reply(), done());
        TmuxTerminal terminal = open(server, NARROW)) {
      terminal.start("write");
      terminal.answer("e", "+theirs", "[y/s/a/N/e]").await("Finished.");

      assertEquals("mine\n", Files.readString(scratch.resolve("a.txt")));
      assertTrue(server.requests().getLast().body().contains("+mine"));
      leave(terminal);
    }
  }

  @Test
  void a_plan_is_edited_and_accepted_and_the_work_begins() throws IOException {
    String todo = "{\"items\":[{\"text\":\"write it\",\"status\":\"pending\"}]}";
    CountDownLatch seen = new CountDownLatch(1);
    try (ScriptedServer server =
            ScriptedServer.start(
                reply("a").call("write_file", WRITE).usage(9, 5).reply(),
                reply("b").text("The plan: write theirs.").usage(9, 5).reply(),
                reply("c").call("todo", todo).usage(9, 5).reply(),
                reply("d")
                    .call("write_file", WRITE)
                    .usage(9, 5)
                    .reply()
                    .after(new Reply.Step.Await(seen)),
                done());
        TmuxTerminal terminal = open(server, USUAL)) {
      terminal.start("--mode plan write");
      terminal.await("The plan is ready.");
      assertFalse(Files.exists(scratch.resolve("a.txt")));

      terminal.press("C-y").awaitRow("→ carry it out").type("3").press("Enter");
      terminal.await("as you edited it").press("C-y").awaitRow("→ carry it out").press("Enter");
      terminal.await("> Carry out this plan:");
      terminal.await("accept-edits").await("[ ] write it");
      seen.countDown();
      terminal.await("Finished.");

      assertEquals("theirs\n", Files.readString(scratch.resolve("a.txt")));
      assertTrue(server.requests().getLast().body().contains("The plan: write mine."));
      leave(terminal);
    }
  }
}
