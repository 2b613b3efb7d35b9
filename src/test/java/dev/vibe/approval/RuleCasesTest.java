package dev.vibe.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.effect.Effect;
import dev.vibe.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what rules mean for commands, {@code cases/rules.json}. */
class RuleCasesTest {

  /** What a rule means for a command. */
  record Case(String rule, Meaning meaning, String command, String why) {}

  /** The words of the table. */
  enum Meaning {
    HELD,
    LEFT,
    COVERED,
    ASKED;

    boolean isOf(Rule rule, Effect effect) {
      return switch (this) {
        case HELD -> rule.catches(effect);
        case LEFT -> !rule.catches(effect);
        case COVERED -> rule.allows(effect);
        case ASKED -> !rule.allows(effect);
      };
    }
  }

  static List<Case> cases() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RuleCasesTest.class.getResourceAsStream("/cases/rules.json"))) {
      Map<String, Object> table =
          Json.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      List<Case> cases = new ArrayList<>();
      for (Object one : (List<?>) Objects.requireNonNull(table.get("groups"))) {
        Map<?, ?> group = (Map<?, ?>) one;
        for (Meaning meaning : Meaning.values()) {
          if (group.get(meaning.name().toLowerCase(Locale.ROOT)) instanceof List<?> commands) {
            commands.forEach(
                command ->
                    cases.add(
                        new Case(
                            String.valueOf(group.get("rule")),
                            meaning,
                            String.valueOf(command),
                            String.valueOf(group.get("why")))));
          }
        }
      }
      return cases;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_rule_means_for_a_command_what_the_table_says(Case one) {
    Effect run = new Effect.Run(one.command(), "/w");

    assertTrue(one.meaning().isOf(Rule.parse(one.rule()), run), one::why);
  }

  @Test
  void honest_commands_are_in_the_table_too() throws IOException {
    long honest =
        cases().stream()
            .filter(one -> one.meaning() == Meaning.LEFT || one.meaning() == Meaning.COVERED)
            .map(Case::command)
            .distinct()
            .count();

    assertTrue(honest >= 60, () -> honest + " only");
    assertEquals(List.of(), cases().stream().filter(one -> one.why().isBlank()).toList());
  }
}
