package dev.vibe.app.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Grants.Grant;
import dev.vibe.approval.SettingsGuard;
import dev.vibe.config.FlagValue;
import dev.vibe.event.Detail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptChoicesTest {

  private static final List<Grant> GRANTS =
      List.of(new Grant.Edits(), new Grant.Commits(), new Grant.Command("mvn -q test"));

  @TempDir Path sessions;

  @Test
  void a_session_goes_on_with_its_choices_and_a_copy_without_its_grants() throws IOException {
    KeptChoices chosen = new KeptChoices(Map.of("model", "big", "mode", "auto"), GRANTS);
    Path session = Files.createDirectory(sessions.resolve("s-1"));

    chosen.keep(session, SettingsGuard.ofNothing());

    assertEquals(chosen, KeptChoices.of(sessions, new SessionChoice.Resumed("s-1")));
    KeptChoices copied = KeptChoices.of(sessions, new SessionChoice.Forked("s-2", "s-1"));
    assertEquals(chosen.settings(), copied.settings());
    assertEquals(List.of(), copied.grants());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(session.resolve("choices.json"))));
  }

  @Test
  void nothing_chosen_leaves_no_file() throws IOException {
    Path session = Files.createDirectory(sessions.resolve("s-1"));

    new KeptChoices(Map.of(), List.of()).keep(session, SettingsGuard.ofNothing());

    assertFalse(Files.exists(session.resolve("choices.json")));
  }

  @Test
  void the_command_line_wins_and_a_url_on_it_keeps_the_model_of_another_server_away() {
    KeptChoices kept =
        new KeptChoices(Map.of("model", "big", "base_url", "http://a/v1", "mode", "auto"), GRANTS);

    assertEquals(
        List.of("base_url=http://b/v1", "mode=auto"),
        flags(kept.in(options(new FlagValue("base_url", "--base-url", "http://b/v1")))));
    assertEquals(
        List.of("base_url=http://a/v1", "mode=plan", "model=big"),
        flags(kept.in(options(new FlagValue("mode", "--mode", "plan")))));
  }

  @Test
  void a_damaged_file_is_no_choice() throws IOException {
    Path session = Files.createDirectory(sessions.resolve("s-1"));
    Files.writeString(session.resolve("choices.json"), "{\"mode\": ");

    assertEquals(
        new KeptChoices(Map.of(), List.of()),
        KeptChoices.of(sessions, new SessionChoice.Resumed("s-1")));
  }

  private static RunOptions options(FlagValue... flags) {
    return new RunOptions(
        new RunOptions.Prompt.TextOnly("go"),
        new RunOptions.Where(Path.of(""), List.of(), false),
        new RunOptions.Model.Configured(),
        new RunOptions.Changes(false, false, false),
        new RunOptions.Output(
            RunOptions.Format.JSON,
            Detail.NORMAL,
            new RunOptions.Target.Nowhere(),
            new RunOptions.Target.Nowhere()),
        List.of(flags));
  }

  private static List<String> flags(RunOptions options) {
    return options.flags().stream().map(flag -> flag.key() + "=" + flag.text()).sorted().toList();
  }
}
