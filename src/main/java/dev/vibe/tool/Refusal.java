package dev.vibe.tool;

import dev.vibe.effect.Effect;
import java.util.List;

/**
 * A call that cannot run.
 *
 * @param code stable kind for tests and counts, e.g. {@code not_found}, {@code ambiguous}, {@code
 *     outside}
 * @param message for the model: what is wrong and what to do instead
 * @param wanted when the obstacle is one that a permission could remove: the effects that would
 *     need it; else empty
 */
public record Refusal(String code, String message, List<Effect> wanted) implements Prepared {
  public Refusal {
    wanted = List.copyOf(wanted);
  }

  public static Refusal of(String code, String message) {
    return new Refusal(code, message, List.of());
  }
}
