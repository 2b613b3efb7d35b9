package dev.vibe.provider.openai;

import java.time.Duration;

/**
 * Rest of what belongs to a failure besides its diagnosis.
 *
 * @param key it was asked with
 * @param partialText what was shown of the reply; empty when nothing was
 * @param retryAfter the server's header; empty when there was none
 * @param leastWait what its limits ask for
 */
record Trouble(String key, String partialText, Shown shown, String retryAfter, Duration leastWait) {

  /** Whether people have seen anything of a reply. */
  enum Shown {
    NOTHING,
    SOMETHING
  }

  static Trouble unanswered(String key) {
    return new Trouble(key, "", Shown.NOTHING, "", Duration.ZERO);
  }

  static Trouble of(ErrorReply error, String key) {
    Duration least = error.head().limits().leastWait();
    return new Trouble(key, "", Shown.NOTHING, error.head().retryAfter(), least);
  }

  /** Of a reply that is given up, which closes it. */
  static Trouble of(Attempt attempt) {
    attempt.abandon();
    return new Trouble(
        attempt.key(),
        attempt.assembler().shownText(),
        attempt.assembler().hasShown() ? Shown.SOMETHING : Shown.NOTHING,
        attempt.reply().header("retry-after"),
        Duration.ZERO);
  }
}
