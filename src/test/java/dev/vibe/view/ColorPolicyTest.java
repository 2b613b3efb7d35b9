package dev.vibe.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.text.ColorChoice;
import dev.vibe.text.Palette;
import dev.vibe.view.Channel.Target;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColorPolicyTest {

  private static ColorPolicy policy(String... environment) {
    return new ColorPolicy(
        ColorChoice.AUTO,
        switch (environment.length) {
          case 0 -> Map.of();
          case 2 -> Map.of(environment[0], environment[1]);
          default -> Map.of(environment[0], environment[1], environment[2], environment[3]);
        });
  }

  @Test
  void a_terminal_gets_colour_and_nothing_else_does() {
    assertEquals(Palette.ANSI, policy().palette(Target.TERMINAL));
    assertEquals(Palette.PLAIN, policy().palette(Target.ELSEWHERE));
  }

  @Test
  void no_color_forbids_it_unless_empty() {
    assertEquals(Palette.PLAIN, policy("NO_COLOR", "0").palette(Target.TERMINAL));
    assertEquals(Palette.ANSI, policy("NO_COLOR", "").palette(Target.TERMINAL));
  }

  @Test
  void clicolor_force_wants_it_everywhere_unless_zero() {
    assertEquals(Palette.ANSI, policy("CLICOLOR_FORCE", "1").palette(Target.ELSEWHERE));
    assertEquals(
        Palette.ANSI, policy("CLICOLOR_FORCE", "1", "TERM", "dumb").palette(Target.TERMINAL));
    assertEquals(Palette.PLAIN, policy("CLICOLOR_FORCE", "0").palette(Target.ELSEWHERE));
    assertEquals(Palette.PLAIN, policy("CLICOLOR_FORCE", "").palette(Target.ELSEWHERE));
  }

  @Test
  void forbidding_wins_over_forcing() {
    assertEquals(
        Palette.PLAIN, policy("CLICOLOR_FORCE", "1", "NO_COLOR", "1").palette(Target.TERMINAL));
    assertEquals(
        Palette.PLAIN,
        new ColorPolicy(ColorChoice.NEVER, Map.of("CLICOLOR_FORCE", "1")).palette(Target.TERMINAL));
  }

  @Test
  void always_takes_everything_for_a_terminal_but_a_dumb_one() {
    ColorPolicy always = new ColorPolicy(ColorChoice.ALWAYS, Map.of());
    assertEquals(Palette.ANSI, always.palette(Target.ELSEWHERE));
    assertFalse(always.moves(Target.ELSEWHERE));
    assertEquals(
        Palette.PLAIN,
        new ColorPolicy(ColorChoice.ALWAYS, Map.of("TERM", "dumb")).palette(Target.ELSEWHERE));
  }

  @Test
  void a_dumb_terminal_gets_neither_colour_nor_motion() {
    assertEquals(Palette.PLAIN, policy("TERM", "dumb").palette(Target.TERMINAL));
    assertFalse(policy("TERM", "dumb").moves(Target.TERMINAL));
  }

  @Test
  void only_terminals_get_motion() {
    assertTrue(policy("NO_COLOR", "1").moves(Target.TERMINAL));
    assertFalse(policy("CLICOLOR_FORCE", "1").moves(Target.ELSEWHERE));
  }
}
