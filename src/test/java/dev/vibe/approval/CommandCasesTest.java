package dev.vibe.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of commands and what becomes of them in mode ask, {@code cases/commands.json}. */
class CommandCasesTest {

  @TempDir static Path folder;
  private static CommandScene scene;

  /** Commands of one kind and what becomes of each. */
  record Group(String tier, String kind, String verdict, List<String> commands) {}

  @BeforeAll
  static void make() throws IOException, InterruptedException {
    scene = CommandScene.in(folder);
  }

  static List<Group> groups() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            CommandCasesTest.class.getResourceAsStream("/cases/commands.json"))) {
      Map<String, Object> table =
          Json.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      List<Group> groups = new ArrayList<>();
      for (Object one : (List<?>) Objects.requireNonNull(table.get("groups"))) {
        Map<?, ?> group = (Map<?, ?>) one;
        List<String> commands = new ArrayList<>();
        ((List<?>) Objects.requireNonNull(group.get("commands")))
            .forEach(command -> commands.add(String.valueOf(command)));
        groups.add(
            new Group(
                String.valueOf(group.get("tier")),
                String.valueOf(group.get("kind")),
                String.valueOf(group.get("verdict")),
                commands));
      }
      return groups;
    }
  }

  @ParameterizedTest
  @MethodSource("groups")
  void a_command_passes_or_is_asked_about_as_the_table_says(Group group) {
    Policy policy = scene.policy(Mode.ASK, Rules.NONE);

    List<String> others =
        group.commands().stream()
            .filter(command -> !verdict(policy, command).equals(group.verdict()))
            .toList();

    assertEquals(List.of(), others, () -> group.tier() + ", " + group.kind());
  }

  private static String verdict(Policy policy, String command) {
    return policy.judge(List.of(scene.run(command)), new Grants()) instanceof Decision.Allow
        ? "allow"
        : "ask";
  }

  @Test
  void every_tier_is_in_the_table() throws IOException {
    List<Group> groups = groups();

    for (String tier : List.of("core", "stretch", "git", "critical", "policy", "own")) {
      assertTrue(groups.stream().anyMatch(group -> group.tier().equals(tier)), tier);
    }
    assertTrue(groups.stream().mapToInt(group -> group.commands().size()).sum() > 450);
  }
}
