package dev.vibe.approval;

import dev.vibe.effect.Effect;
import java.util.List;
import java.util.Optional;

/**
 * What a person is asked.
 *
 * @param title the call in one line, e.g. {@code run mvn test}
 * @param effects what would happen; a write carries its diff, a run its exact command
 * @param reason why it is asked at all
 * @param lasting how long a yes can hold
 * @param proposed the whole new text of the one file it is about; empty when there is none, or it
 *     cannot be changed by the person
 */
public record Question(
    String title, List<Effect> effects, String reason, Lasting lasting, String proposed) {

  /** How long a yes can hold, from short to long. */
  public enum Lasting {
    ONCE,
    SESSION,
    ALWAYS
  }

  public Question {
    effects = List.copyOf(effects);
  }

  /** The command in question, when it is about one and nothing else. */
  public Optional<String> command() {
    return effects.size() == 1 && effects.getFirst() instanceof Effect.Run run
        ? Optional.of(run.command())
        : Optional.empty();
  }

  /** A question whose yes can hold for the session when {@link Grants} can keep it. */
  public Question(String title, List<Effect> effects, String reason) {
    this(title, effects, reason, Grants.canKeep(effects) ? Lasting.SESSION : Lasting.ONCE, "");
  }
}
