package dev.vibe.approval;

import dev.vibe.effect.Effect;
import java.util.List;

/**
 * What a person is asked.
 *
 * @param title the call in one line, e.g. {@code run mvn test}
 * @param effects what would happen; a write carries its diff, a run its exact command
 * @param reason why it is asked at all
 */
public record Question(String title, List<Effect> effects, String reason) {
  public Question {
    effects = List.copyOf(effects);
  }
}
