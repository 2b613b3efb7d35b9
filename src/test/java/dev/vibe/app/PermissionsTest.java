package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.command.OutputForm;
import dev.vibe.app.command.PermissionsCommand.Wish;
import dev.vibe.config.FlagValue;
import dev.vibe.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vibe permissions} and {@code vibe permissions check}. */
class PermissionsTest {

  private static final String RULES =
      """
      [permissions]
      allow = ["bash(make test*)"]
      ask = ["bash(cat secret*)"]
      deny = ["bash(git push*)"]
      """;

  @TempDir Path folder;
  private Harness harness;

  @BeforeEach
  void make() {
    harness = new Harness(folder).config(RULES);
  }

  private List<Map<String, Object>> answers(String input, FlagValue... flags) {
    harness.input(input);
    harness
        .app()
        .utilities()
        .permissions(harness.listing(OutputForm.JSON, flags), new Wish.CheckAll());
    return harness.out().lines().map(Json::object).toList();
  }

  @Test
  void rules_are_listed_with_their_places_those_that_win_first() {
    assertEquals(
        0,
        harness.app().utilities().permissions(harness.listing(OutputForm.TEXT), new Wish.Rules()));

    String file = folder.resolve("vibe/config.toml").toString();
    assertEquals(
        """
        mode ask: asks before edits, commits and most commands
        deny   bash(git push*)    FILE:4
        ask    bash(cat secret*)  FILE:3
        allow  bash(make test*)   FILE:2
        """
            .replace("FILE", file),
        harness.out());
  }

  @Test
  void rules_are_listed_as_one_json_object() {
    harness.app().utilities().permissions(harness.listing(OutputForm.JSON), new Wish.Rules());

    Map<String, Object> object = Json.object(harness.out());
    assertEquals("permissions", object.get("type"));
    assertEquals("ask", object.get("mode"));
    List<?> rules = assertInstanceOf(List.class, object.get("rules"));
    assertEquals(
        Map.of(
            "list", "deny",
            "rule", "bash(git push*)",
            "origin", folder.resolve("vibe/config.toml") + ":4"),
        rules.getFirst());
  }

  @Test
  void each_line_is_answered_in_its_order() {
    List<Map<String, Object>> answers =
        answers(
            "\"ls\"\n\"make test-x\"\n\"sudo git -C x push\"\n\"rm -f x\"\n\"cat secret.txt\"\n");

    assertEquals(
        List.of("allow", "allow", "deny", "ask", "ask"),
        answers.stream().map(answer -> answer.get("verdict")).toList());
    assertEquals(
        List.of("", "bash(make test*)", "bash(git push*)", "", "bash(cat secret*)"),
        answers.stream().map(answer -> answer.get("rule")).toList());
    assertEquals("known to only read", answers.getFirst().get("reason"));
    assertEquals(
        List.of(Map.of("kind", "delete", "target", "x"), Map.of("kind", "run", "target", "rm")),
        answers.get(3).get("effects"));
  }

  @Test
  void another_mode_gives_other_answers() {
    FlagValue plan = new FlagValue("mode", "--mode", "plan");

    assertEquals(
        List.of("allow", "deny"),
        answers("\"ls\"\n\"touch x\"", plan).stream().map(a -> a.get("verdict")).toList());
  }

  @Test
  void one_command_is_answered_for_people() {
    harness
        .app()
        .utilities()
        .permissions(harness.listing(OutputForm.TEXT), new Wish.Check("git push origin"));

    assertTrue(harness.out().startsWith("deny\n  rule: bash(git push*)\n  reason: "));
    assertTrue(harness.out().endsWith("  network: git\n  run: git\n"), harness.out());
  }

  @Test
  void what_is_no_json_string_is_named_after_the_answers_before_it() {
    harness.input("\"ls\"\n{}\n");

    assertEquals(
        2,
        harness
            .app()
            .utilities()
            .permissions(harness.listing(OutputForm.JSON), new Wish.CheckAll()));
    assertEquals(1, harness.out().lines().count());
    assertTrue(harness.err().contains("line 2 of the input is no JSON string"), harness.err());
  }
}
