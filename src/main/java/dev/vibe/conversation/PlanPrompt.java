package dev.vibe.conversation;

import java.util.Optional;

/**
 * Prompt by which a person accepts a plan. Written and read here alone, because a plan that was
 * accepted must outlive what else was said.
 */
public final class PlanPrompt {

  private static final String AS_IT_STANDS = "Carry out the plan.";
  private static final String AS_EDITED = "Carry out this plan:\n\n";

  private PlanPrompt() {}

  /** For the plan that the model has just told. */
  public static String accepting() {
    return AS_IT_STANDS;
  }

  /** For a plan that the person has changed. */
  public static String accepting(String edited) {
    return AS_EDITED + edited;
  }

  /**
   * The plan that a prompt accepts; empty when it accepts none.
   *
   * @param answer what the model said right before it
   */
  public static Optional<String> acceptedBy(String prompt, String answer) {
    if (prompt.startsWith(AS_EDITED)) {
      return Optional.of(prompt.substring(AS_EDITED.length()).strip());
    }
    return prompt.equals(AS_IT_STANDS) && !answer.isBlank()
        ? Optional.of(answer.strip())
        : Optional.empty();
  }
}
