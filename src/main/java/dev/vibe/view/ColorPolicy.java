package dev.vibe.view;

import dev.vibe.text.ColorChoice;
import dev.vibe.text.Palette;
import dev.vibe.view.Channel.Target;
import java.util.Map;

/**
 * Policy that decides, for each stream by itself, whether it gets colour and whether something may
 * move on it. The first that applies decides about colour: {@code --no-color}; {@code NO_COLOR} not
 * empty (no-color.org); {@code CLICOLOR_FORCE} not empty and not {@code 0} (bixense.com/clicolors);
 * {@code TERM=dumb}; whether it is a terminal.
 */
public record ColorPolicy(ColorChoice choice, Map<String, String> environment) {

  public ColorPolicy {
    environment = Map.copyOf(environment);
  }

  public Palette palette(Target target) {
    if (choice == ColorChoice.NEVER || !value("NO_COLOR").isEmpty()) {
      return Palette.PLAIN;
    }
    String force = value("CLICOLOR_FORCE");
    if (!force.isEmpty() && !force.equals("0")) {
      return Palette.ANSI;
    }
    Target asked = choice == ColorChoice.ALWAYS ? Target.TERMINAL : target;
    return moves(asked) ? Palette.ANSI : Palette.PLAIN;
  }

  /** Whether lines may be redrawn on this stream. Colour has no say in it. */
  public boolean moves(Target target) {
    return target == Target.TERMINAL && !value("TERM").equals("dumb");
  }

  private String value(String name) {
    return environment.getOrDefault(name, "");
  }
}
