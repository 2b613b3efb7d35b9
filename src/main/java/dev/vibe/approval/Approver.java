package dev.vibe.approval;

/** Port by which whoever can say yes is asked. */
public interface Approver {

  /**
   * Blocks until there is an answer. Ends with a refusal when the thread is interrupted, whose flag
   * it then sets again. Never throws.
   */
  Answer ask(Question question);

  /** Nobody is there: every question is a refusal. */
  static Approver nobody() {
    return question -> new Answer.Nobody();
  }
}
