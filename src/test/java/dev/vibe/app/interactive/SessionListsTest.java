package dev.vibe.app.interactive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.config.ConfigLoader;
import dev.vibe.config.ConfigResult;
import dev.vibe.config.LoadRequest;
import dev.vibe.config.Project;
import dev.vibe.config.RuleListing;
import dev.vibe.config.VibePaths;
import dev.vibe.repl.state.Menu;
import dev.vibe.session.SessionIndex;
import dev.vibe.view.Line;
import java.nio.file.Files;
import java.nio.file.Path;
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
            "  deny  bash(rm*)       /etc/vibe/config.toml:2",
            "  allow bash(mvn test)  /home/me/config.toml:7",
            "  taken out there, a rule is gone for sessions that begin later"),
        lines);
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
