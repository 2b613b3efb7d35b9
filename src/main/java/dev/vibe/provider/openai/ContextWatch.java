package dev.vibe.provider.openai;

import dev.vibe.conversation.Usage;
import dev.vibe.model.ServerKind;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Detector of a server that cuts the conversation in silence, by comparing the tokens it says it
 * read with the bytes it was sent. Tells once. One thread.
 */
final class ContextWatch {

  /** Code, prose and JSON stay below 4.5 bytes a token; at most 60 % of that was read. */
  private static final double MOST_BYTES_PER_TOKEN = 4.5 / 0.6;

  /** Short requests are mostly template and tools, of which the tokens are hard to estimate. */
  private static final long LEAST_BYTES = 8 * 1024;

  private static final long SMALLEST_WINDOW = 2048;

  /** Below that a silent cut comes after a few turns. Tokens. */
  private static final int SMALL_WINDOW = 16_384;

  /** What a session of some length needs. Tokens. */
  static final int ROOMY = 65_536;

  private final Supplier<ServerKind> software;
  private long lastBytes;
  private long lastTokens;
  private boolean told;

  ContextWatch(Supplier<ServerKind> software) {
    this.software = software;
  }

  /** A request and what the server read of it. */
  record Exchange(long requestBytes, Usage usage, Course course) {}

  /** Whether a request continues the one before. */
  enum Course {
    CONTINUES,
    STARTS_ANEW
  }

  Optional<Problem> after(Exchange exchange) {
    long tokens = exchange.usage().inputTokens();
    long bytes = exchange.requestBytes();
    if (tokens == 0) {
      return Optional.empty();
    }
    boolean tooFew = bytes >= LEAST_BYTES && bytes > tokens * MOST_BYTES_PER_TOKEN;
    boolean fell =
        exchange.course() == Course.CONTINUES && bytes > lastBytes && tokens < lastTokens * 9 / 10;
    boolean fillsWindow = bytes >= LEAST_BYTES && isWindow(exchange.usage().totalTokens());
    lastBytes = bytes;
    lastTokens = tokens;
    if (told || !(tooFew || fell || fillsWindow)) {
      return Optional.empty();
    }
    told = true;
    return Optional.of(
        new Problem(
            ProblemCode.CONTEXT_CUT,
            "the server seems to cut the conversation without saying so",
            "it read " + tokens + " tokens of a request of " + bytes + " bytes",
            software.get().contextRemedy(ROOMY)));
  }

  /** Said ahead, because such a server would not say it when it happens. */
  static Optional<Problem> tooSmall(ServerFacts facts) {
    int tokens = facts.contextTokens();
    return tokens > 0 && tokens < SMALL_WINDOW && facts.kind().cutsInSilence()
        ? Optional.of(
            new Problem(
                ProblemCode.CONTEXT_SMALL,
                facts.kind().label() + " keeps only " + tokens + " tokens of the conversation",
                "what does not fit is dropped in silence",
                facts.kind().contextRemedy(ROOMY)))
        : Optional.empty();
  }

  private static boolean isWindow(long total) {
    return total >= SMALLEST_WINDOW && Long.bitCount(total) == 1;
  }
}
