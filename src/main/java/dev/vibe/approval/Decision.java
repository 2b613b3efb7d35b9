package dev.vibe.approval;

/** Decision of the policy on an effect. */
public sealed interface Decision {

  /**
   * It may happen unasked.
   *
   * @param by what allows it, e.g. {@code mode auto} or a rule
   */
  record Allow(String by) implements Decision {}

  /**
   * Somebody must say yes; with nobody to ask it is a refusal.
   *
   * @param reason why it is asked, for the person
   * @param remedy the flag or rule that would allow it unasked
   */
  record Ask(String reason, String remedy) implements Decision {}

  /**
   * It may not happen, whoever is there.
   *
   * @param by what forbids it
   * @param message for the model: why, and what to do instead
   * @param remedy what would allow it, for the person, where the run cannot count as done without
   *     it; empty when somebody wants it refused for good
   */
  record Deny(String by, String message, String remedy) implements Decision {

    public Deny(String by, String message) {
      this(by, message, "");
    }
  }
}
