package dev.vibe.app.interactive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.approval.Grants;
import dev.vibe.approval.Mode;
import dev.vibe.config.ConfigLoader;
import dev.vibe.config.ConfigResult;
import dev.vibe.config.LoadRequest;
import dev.vibe.config.Project;
import dev.vibe.config.RuleListing;
import dev.vibe.config.VibePaths;
import dev.vibe.effect.Effect;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.state.Action;
import dev.vibe.repl.state.Choices;
import dev.vibe.repl.state.Driven;
import dev.vibe.repl.state.Input;
import dev.vibe.repl.state.Menu;
import dev.vibe.repl.state.Request;
import dev.vibe.session.SessionIndex;
import dev.vibe.view.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of a session: rules with their places, names for completion. */
class SessionListsTest {

  @TempDir Path folder;

  @Test
  void a_rule_stands_beside_the_place_it_is_taken_out_of() {
    List<String> lines =
        ReportLines.permissions(
                Mode.ASK,
                List.of(
                    new RuleListing.Entry(
                        RuleListing.Kind.DENY, "bash(rm*)", "/etc/vibe/config.toml:2"),
                    new RuleListing.Entry(
                        RuleListing.Kind.ALLOW, "bash(mvn test)", "/home/me/config.toml:7")))
            .stream()
            .map(Line::text)
            .toList();

    assertEquals(
        List.of(
            "  mode ask: asks before edits, commits and most commands",
            "  deny  bash(rm*)       /etc/vibe/config.toml:2",
            "  allow bash(mvn test)  /home/me/config.toml:7",
            "  taken out there, a rule is gone for sessions that begin later"),
        lines);
  }

  @Test
  void what_was_granted_can_be_taken_back_with_a_key() {
    Grants grants = new Grants();
    grants.grant(new Effect.Run("mvn test", "/w"));
    grants.grant(new Effect.Commit("m", List.of("f")));
    Choices offered = PickerChoices.grants(grants.given());
    assertEquals(
        List.of("run mvn test", "all commits"),
        offered.choices().stream().map(Choices.Choice::text).toList());

    Driven session = Driven.connected(80, 24).give(new Input.Offered(offered));
    session.after(Duration.ofSeconds(1)).type("x");
    assertEquals(
        List.of(new Action.Ask(new Request.TakeBack(new Grants.Grant.Command("mvn test")))),
        session.all(Action.Ask.class));
  }

  @Test
  void a_message_typed_at_the_list_of_grants_is_a_message() {
    Choices offered = PickerChoices.grants(List.of(new Grants.Grant.Edits()));
    Driven session = Driven.connected(80, 24).give(new Input.Offered(offered));
    session.after(Duration.ofSeconds(1)).type("fix it").press(Key.Name.ENTER);

    assertEquals(
        List.of(new Action.Ask(new Request.Prompt("fix it", List.of()))),
        session.all(Action.Ask.class));
  }

  @Test
  void models_that_the_server_was_heard_to_have_come_before_those_with_a_name() throws Exception {
    VibePaths paths = new VibePaths(folder.resolve("etc"), folder, folder.resolve("state"));
    Files.writeString(paths.userConfig(), "[models.mine]\nid = \"x\"\n");
    LoadRequest request = new LoadRequest(paths, new Project.None(), Map.of(), List.of());
    ArgumentCompletions arguments =
        new ArgumentCompletions(
            assertInstanceOf(ConfigResult.Valid.class, ConfigLoader.load(request)).config(),
            new SessionIndex(folder.resolve("sessions"), folder));
    List<String> names =
        arguments.models(List.of("qwen", "mine")).stream().map(Menu.Choice::text).toList();

    assertEquals(List.of("qwen", "mine"), names.subList(0, 2));
    assertEquals(1, names.stream().filter("mine"::equals).count());
    assertEquals("mine", arguments.of("model").getFirst().text());
  }
}
