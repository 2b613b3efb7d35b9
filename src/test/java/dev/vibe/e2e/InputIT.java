package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is typed, pasted and completed at the prompt of a real terminal. */
class InputIT {

  @TempDir Path scratch;

  private Launcher launcher(ScriptedServer server) {
    return Launcher.in(scratch).forSession(server);
  }

  private static TmuxTerminal started(Launcher launcher, int columns) {
    return TmuxTerminal.open(launcher, new TmuxTerminal.Size(columns, 30)).start("");
  }

  @Test
  void vi_keys_edit_the_prompt() {
    try (ScriptedServer server = ScriptedServer.start();
        TmuxTerminal terminal = started(launcher(server).with("VIBE_UI_KEYS", "vi"), 80)) {
      terminal.type("one two three").press("Escape").awaitRow("❮ one two three");
      terminal.type("bbcwsix").awaitRow("❯ one six three").press("Escape").awaitRow("❮");
      terminal.type("0x").awaitRow("❮ ne six three").type("u").awaitRow("❮ one six three");
    }
  }

  @Test
  void commands_and_their_arguments_are_completed() {
    try (ScriptedServer server = ScriptedServer.start();
        TmuxTerminal terminal = started(launcher(server), 80)) {
      terminal.type("/mod").await("another model").type("e").press("Tab").awaitRow("❯ /mode");
      terminal.type("acc").press("Tab").awaitRow("❯ /mode accept-edits").press("Enter");
      terminal.awaitRow("  accept-edits");
    }
  }

  @Test
  void what_was_cut_comes_back_in_turn() {
    try (ScriptedServer server = ScriptedServer.start();
        TmuxTerminal terminal = started(launcher(server), 80)) {
      terminal.type("one two").press("C-w").awaitRow("❯ one");
      terminal.press("C-a", "C-k").await("an empty prompt", rows -> rows.contains("❯"));
      terminal.press("C-y").awaitRow("❯ one").press("M-y").awaitRow("❯ two");
    }
  }

  @Test
  void an_image_is_shown_and_still_there_when_the_session_goes_on() throws Exception {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};
    Files.write(scratch.resolve("shot.png"), png);
    Files.createDirectories(scratch.resolve("home/vibe"));
    Files.writeString(
        scratch.resolve("home/vibe/config.toml"), "[models.devstral]\nimages = true\n");
    String shown = "\"image_url\":{\"url\":\"data:image/png;base64,iVBORw0KGgoAAAAN\"}";
    try (ScriptedServer server =
            ScriptedServer.start(
                StreamScript.of(StreamShape.VLLM, "a").text("A cat.").usage(1, 1).reply(),
                StreamScript.of(StreamShape.VLLM, "b").text("Still.").usage(1, 1).reply());
        TmuxTerminal terminal = started(launcher(server), 80)) {
      terminal
          .line("what does @shot.png show?")
          .await("A cat.")
          .awaitRow("  + image shot.png")
          .leave()
          .clear();
      Files.delete(scratch.resolve("shot.png"));

      terminal.line("$VIBE --continue").awaitRow("  + image shot.png");
      terminal.awaitRow("❯").line("is it still one?").await("Still.");
      assertEquals(
          List.of(true, true),
          server.requests().stream().map(request -> request.body().contains(shown)).toList());
    }
  }

  @Test
  void characters_of_several_code_points_go_as_one() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.start(
                StreamScript.of(StreamShape.VLLM, "a").text("Seen.").usage(1, 1).reply());
        TmuxTerminal terminal = started(launcher(server), 80)) {
      terminal.type("x🇩🇪e\u0301y").press("Left", "BSpace", "BSpace").awaitRow("❯ xy");
      terminal.press("Enter").await("Seen.");

      String body = server.requests().getLast().body();
      assertTrue(body.contains("\"xy"), body);
    }
  }

  @Test
  void keys_pressed_while_the_terminal_is_asked_are_not_lost() {
    try (ScriptedServer server = ScriptedServer.start();
        TmuxTerminal terminal =
            TmuxTerminal.open(launcher(server), new TmuxTerminal.Size(80, 30))) {
      terminal.line("$VIBE").awaitRow("❯").type("at once").awaitRow("❯ at once");
      terminal.type("\u001b]11;rgb:ffff/ffff/ffff\u0007").type(" and on");
      terminal.awaitRow("❯ at once and on");
    }
  }

  @Test
  void forty_columns_without_colour_are_enough() {
    try (ScriptedServer server = ScriptedServer.start();
        TmuxTerminal terminal = started(launcher(server).with("NO_COLOR", "1"), 40)) {
      terminal.type("/help").press("Enter").await("suspend").awaitRow("❯");

      List<String> rows = terminal.rows();
      assertTrue(rows.stream().allMatch(row -> row.length() < 40), terminal.everything());
      assertFalse(terminal.colours().contains("\u001b[3"), terminal.colours());
    }
  }

  @Test
  void a_light_theme_is_kept_to() {
    try (ScriptedServer server = ScriptedServer.start();
        TmuxTerminal terminal = started(launcher(server).with("VIBE_UI_THEME", "light"), 80)) {
      assertTrue(isPromptIn("34", terminal), terminal.colours());
      terminal.line("/theme dark").await("another colour", rows -> isPromptIn("36", terminal));
    }
  }

  private static boolean isPromptIn(String colour, TmuxTerminal terminal) {
    return Pattern.compile("\u001b\\[" + colour + "m(\u001b\\[49m)?❯")
        .matcher(terminal.colours())
        .find();
  }

  @Test
  void a_dumb_terminal_gets_lines() {
    try (ScriptedServer server = ScriptedServer.start();
        TmuxTerminal terminal =
            TmuxTerminal.open(launcher(server), new TmuxTerminal.Size(80, 30))) {
      terminal.line("TERM=dumb $VIBE").awaitPlainPrompt().line("/mode").await("mode ask of plan");

      assertFalse(String.join("\n", terminal.rows()).contains("❯"));
    }
  }
}
