package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.json.Json;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of a session and what takes sessions up again, in a real terminal and without one. */
class SessionCommandsIT {

  private static final TmuxTerminal.Size USUAL = new TmuxTerminal.Size(90, 40);
  private static final String WRITE = "{\"file\":\"a.txt\",\"content\":\"new\\n\"}";

  @TempDir Path scratch;

  private static Reply says(String salt, String text) {
    return StreamScript.of(StreamShape.VLLM, salt).text(text).usage(10, 5).reply();
  }

  private static Reply writes(String salt) {
    return StreamScript.of(StreamShape.VLLM, salt).call("write_file", WRITE).usage(10, 5).reply();
  }

  private Launcher launcher(ScriptedServer server) {
    return Launcher.in(scratch)
        .forSession(server)
        .directory(TempRepo.init(scratch.resolve("repo")).root());
  }

  private static void leave(TmuxTerminal terminal) {
    terminal.leave().clear();
  }

  private static List<?> messages(ScriptedServer.Received request) {
    return assertInstanceOf(List.class, Json.object(request.body()).get("messages"));
  }

  @Test
  void undo_restores_a_file_and_redo_brings_it_back() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.start(
                writes("a"), says("b", "Written."), says("c", "I see."), says("d", "It is back."));
        TmuxTerminal terminal = TmuxTerminal.open(launcher(server), USUAL)) {
      Path file = scratch.resolve("repo/a.txt");
      terminal.start("--mode accept-edits \"make it\"").await("Written.");
      terminal.line("/undo").answer("y", "undo this").await("/redo takes it back");
      assertFalse(Files.exists(file));
      terminal.line("what now").await("I see.");
      assertTrue(server.requests().getLast().body().contains("taken back by the user"));

      terminal.line("/redo").answer("y", "redo this").await("Redone");
      assertEquals("new\n", Files.readString(file));
      terminal.line("and now").await("It is back.");
      assertTrue(server.requests().getLast().body().contains("brought back by the user"));
    }
  }

  @Test
  void rewind_goes_back_in_conversation_and_files() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.start(
                says("a", "Hello."), writes("b"), says("c", "Written."), says("d", "Again."));
        TmuxTerminal terminal = TmuxTerminal.open(launcher(server), USUAL)) {
      terminal.start("--mode accept-edits").line("say hello").await("Hello.");
      terminal.line("make the file").await("Written.");
      terminal.line("/rewind").await("back to before").awaitRow("→ make the file");
      terminal.press("Enter").awaitRow("→ conversation and files").press("Enter");
      terminal.answer("y", "undo this").await("❯ make the file");
      assertFalse(Files.exists(scratch.resolve("repo/a.txt")));
      terminal.press("C-u").line("make the file twice").await("Again.");

      List<?> sent = messages(server.requests().getLast());
      assertEquals(4, sent.size(), sent::toString);
      assertTrue(sent.getLast().toString().contains("make the file twice"), sent::toString);
    }
  }

  @Test
  void diff_shows_new_files_and_needs_no_commit() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        TmuxTerminal terminal = TmuxTerminal.open(launcher(server), USUAL)) {
      Files.writeString(scratch.resolve("repo/new file.txt"), "a new line\n");
      terminal.start("").line("/diff all").await("+a new line").await("new file.txt");
    }
  }

  @Test
  void a_message_is_all_that_a_commit_needs_and_it_can_still_be_changed() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.start(writes("a"), says("b", "Written."), says("c", "I see."));
        TmuxTerminal terminal =
            TmuxTerminal.open(launcher(server).with("EDITOR", "sed -i s/Ad/Add/"), USUAL)) {
      terminal.start("--mode accept-edits \"make it\"").await("Written.");
      terminal.line("/commit Ad a").answer("e", "commit 1 file +1 -0 to main", "e change it");
      terminal.answer("y", "│ Add a").await("• commit ");
      assertEquals(2, server.requests().size());
      terminal.line("what now").await("I see.");

      String body = server.requests().getLast().body();
      assertTrue(body.contains("The user made a commit of your changes on main: Add a"), body);
    }
  }

  @Test
  void rewind_of_the_conversation_alone_leaves_the_files() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.start(
                says("a", "Hello."), writes("b"), says("c", "Written."), says("d", "Again."));
        TmuxTerminal terminal = TmuxTerminal.open(launcher(server), USUAL)) {
      offeredToRewind(terminal);
      terminal.press("Down", "Enter").await("❯ make the file");
      terminal.await("the conversation is back");
      terminal.press("C-u").line("once more").await("Again.");

      assertEquals("new\n", Files.readString(scratch.resolve("repo/a.txt")));
      List<?> sent = messages(server.requests().getLast());
      assertEquals(4, sent.size(), sent::toString);
      assertFalse(sent.toString().contains("make the file"), sent::toString);
    }
  }

  @Test
  void rewind_of_the_files_alone_leaves_the_conversation() {
    try (ScriptedServer server =
            ScriptedServer.start(
                says("a", "Hello."), writes("b"), says("c", "Written."), says("d", "Again."));
        TmuxTerminal terminal = TmuxTerminal.open(launcher(server), USUAL)) {
      offeredToRewind(terminal);
      terminal.press("Down", "Down", "Enter").answer("y", "undo this").await("Undone");
      assertFalse(Files.exists(scratch.resolve("repo/a.txt")));
      terminal.press("C-u").line("once more").await("Again.");

      List<?> sent = messages(server.requests().getLast());
      assertTrue(sent.toString().contains("make the file"), sent::toString);
      assertTrue(sent.getLast().toString().contains("once more"), sent::toString);
    }
  }

  /** After a prompt that changed nothing and one that made a file: what goes back of the second? */
  private static void offeredToRewind(TmuxTerminal terminal) {
    terminal.start("--mode accept-edits").line("say hello").await("Hello.");
    terminal.line("make the file").await("Written.");
    terminal.line("/rewind").await("back to before").awaitRow("→ make the file");
    terminal.press("Enter").await("what goes back").awaitRow("→ conversation and files");
  }

  @Test
  void how_edits_found_their_place_is_counted_when_a_session_is_left() throws Exception {
    String edit = "{\"file\":\"a.txt\",\"old\":\"one\",\"new\":\"two\"}";
    Reply edits =
        StreamScript.of(StreamShape.VLLM, "a").call("str_replace", edit).usage(10, 5).reply();
    try (ScriptedServer server = ScriptedServer.start(edits, says("b", "Changed."));
        TmuxTerminal terminal = TmuxTerminal.open(launcher(server), USUAL)) {
      Files.writeString(scratch.resolve("repo/a.txt"), "one\n");
      terminal.start("--mode accept-edits \"change it\"").await("Changed.");
      leave(terminal);

      String counted = Files.readString(scratch.resolve("home/vibe/edit-steps.json"));
      assertTrue(counted.contains("{\"devstral\":{\"exact\":1}}"), counted);
    }
  }

  @Test
  void resume_picks_a_session_and_goes_on_with_the_same_bytes() {
    try (ScriptedServer server =
            ScriptedServer.start(says("a", "Blue."), says("b", "Still blue."));
        TmuxTerminal terminal = TmuxTerminal.open(launcher(server), USUAL)) {
      terminal.start("\"my colour is blue\"").await("Blue.");
      leave(terminal);
      terminal.start("").line("/resume").await("earlier conversation:").awaitRow("→ ");
      terminal.type("colour").press("Enter").await("> my colour is blue").await("goes on from");
      terminal.line("which is it").await("Still blue.");

      List<?> before = messages(server.requests().getFirst());
      List<?> after = messages(server.requests().getLast());
      assertEquals(before, after.subList(0, before.size()));
      assertEquals(before.size() + 2, after.size());
    }
  }

  @Test
  void a_prompt_goes_on_with_the_newest_session_and_a_fork_leaves_it_as_it_is() {
    try (ScriptedServer server =
        ScriptedServer.start(says("a", "One."), says("b", "Two."), says("c", "Three."))) {
      Launcher launcher = launcher(server);
      Map<String, Object> first = record(launcher.run("-p", "first", "--output", "json"));
      Map<String, Object> second = record(launcher.run("-p", "second", "-c", "--output", "json"));
      String id = String.valueOf(first.get("session_id"));
      assertEquals(id, second.get("session_id"));
      Map<String, Object> third =
          record(launcher.run("-p", "third", "--fork", id.substring(0, 17), "--output", "json"));

      assertFalse(id.equals(third.get("session_id")));
      List<?> all = messages(server.requests().getLast());
      assertEquals(6, all.size(), all::toString);
      assertEquals(all.subList(0, 4), messages(server.requests().get(1)));
      assertEquals(2, server.requests().get(1).body().split("\"role\":\"user\"", -1).length - 1);
    }
  }

  private static Map<String, Object> record(RunningVibe.Ended ended) {
    assertEquals(0, ended.exitCode(), ended::toString);
    return Json.object(ended.stdoutLines().getLast());
  }

  @Test
  void a_prompt_goes_to_the_session_that_is_picked_for_it() {
    try (ScriptedServer server =
            ScriptedServer.start(says("a", "Blue."), says("b", "Still blue."));
        TmuxTerminal terminal = TmuxTerminal.open(launcher(server), USUAL)) {
      terminal.start("\"my colour is blue\"").await("Blue.");
      leave(terminal);
      terminal.line("$VIBE -r which is it").await("earlier conversation:");
      terminal.awaitRow("→ ").press("Enter");
      terminal.await("Still blue.");

      String sent = server.requests().getLast().body();
      assertTrue(sent.contains("my colour is blue") && sent.contains("which is it"), sent);
    }
  }

  @Test
  void digits_that_are_no_session_may_have_been_meant_for_a_prompt() {
    try (ScriptedServer server = ScriptedServer.start();
        TmuxTerminal terminal = TmuxTerminal.open(launcher(server), USUAL)) {
      terminal.line("$VIBE -r 20 tests fail; echo exit $?").await("exit 2");
      terminal.await("cannot resume 20").await("-- \"20 …\"");
    }
  }

  @Test
  void a_session_that_another_process_works_in_is_refused() {
    try (ScriptedServer server = ScriptedServer.start(says("a", "Mine."));
        TmuxTerminal terminal = TmuxTerminal.open(launcher(server), USUAL)) {
      terminal.start("hold").await("Mine.");
      RunningVibe.Ended refused = launcher(server).run("-p", "me too", "--continue");

      assertEquals(2, refused.exitCode(), refused::toString);
      assertTrue(refused.stderr().contains("[session-in-use]"), refused::toString);
      assertTrue(refused.stderr().contains("vibe --fork"), refused::toString);
    }
  }

  @Test
  void what_a_folder_brings_counts_after_one_yes() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(says("a", "Done."), says("b", "Reviewed."));
        TmuxTerminal terminal = TmuxTerminal.open(launcher(server), USUAL)) {
      Path repo = scratch.resolve("repo");
      Files.writeString(repo.resolve("AGENTS.md"), "Speak like a pirate.\n");
      Files.createDirectories(repo.resolve(".vibe/commands"));
      Files.writeString(repo.resolve(".vibe/commands/review.md"), "Review $1 with care.\n");
      terminal.line("$VIBE hello").await("Trust them? [y/N]").line("y").await("Done.");
      terminal.line("/review a.txt").await("Reviewed.");
      leave(terminal);

      assertTrue(server.requests().getFirst().body().contains("pirate"));
      assertTrue(server.requests().getLast().body().contains("Review a.txt with care."));
      terminal.start("");
    }
  }

  @Test
  void without_trust_nothing_of_the_folder_counts() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(says("a", "Done."));
        TmuxTerminal terminal = TmuxTerminal.open(launcher(server), USUAL)) {
      Files.writeString(scratch.resolve("repo/AGENTS.md"), "Speak like a pirate.\n");
      terminal.line("$VIBE hello").await("Trust them? [y/N]").press("Enter").await("Done.");

      assertFalse(server.requests().getFirst().body().contains("pirate"));
      assertTrue(Files.readString(scratch.resolve("home/vibe/trust.json")).contains("false"));
    }
  }

  @Test
  void questions_make_a_configuration_and_a_key_file_of_ones_own() throws Exception {
    Launcher launcher =
        Launcher.in(scratch).with("LC_ALL", "C.UTF-8").with("PATH", "/usr/bin:/bin");
    try (TmuxTerminal terminal = TmuxTerminal.open(launcher, USUAL)) {
      terminal.line("$VIBE config init; echo exit $?").await("Where is the model?");
      terminal.awaitRow("→ 1  ").press("2").awaitRow("→ 2  ").press("Enter");
      terminal.await("Its address").line("127.0.0.1:1/v1");
      terminal.await("Key, not shown").line("sk-secret-1").awaitRow("→ 1  try again");
      terminal.press("2").press("Enter").await("Model (Enter").press("Enter");
      terminal.awaitRow("→ 1  ask").press("Enter").await("exit 0");

      Path home = scratch.resolve("home/vibe");
      String toml = Files.readString(home.resolve("config.toml"));
      assertTrue(toml.contains("base_url = \"http://127.0.0.1:1/v1\""), toml);
      assertFalse(toml.contains("sk-secret-1"), toml);
      assertFalse(terminal.everything().contains("sk-secret-1"));
      Path key = home.resolve("keys/127.0.0.1");
      assertEquals("sk-secret-1\n", Files.readString(key));
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));

      terminal.line("clear; $VIBE config init; echo exit $?").await("Replace it?").press("Enter");
      terminal.await("Nothing was written.").await("exit 1");
      assertEquals(toml, Files.readString(home.resolve("config.toml")));
    }
  }

  @Test
  void without_a_terminal_there_are_no_questions() {
    RunningVibe.Ended ended = Launcher.in(scratch).run("config", "init");

    assertEquals(2, ended.exitCode(), ended::toString);
    assertTrue(ended.stderr().contains("[no-terminal]"), ended::toString);
    assertFalse(Files.exists(scratch.resolve("home/vibe/config.toml")));
  }
}
