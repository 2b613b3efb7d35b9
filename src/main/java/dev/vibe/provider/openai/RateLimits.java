package dev.vibe.provider.openai;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Limits that the headers of an answer tell: what is left of a minute's allowance; {@link #UNSAID}
 * for what they do not say. Names of Mistral's API and of the OpenAI family.
 *
 * @param queryCost tokens that the refused request counts for
 * @param reset when more is left; zero when unsaid
 */
record RateLimits(
    long requestsLeft, long tokensLeft, long tokensLimit, long queryCost, Duration reset) {

  static final long UNSAID = -1;
  static final RateLimits NONE = new RateLimits(UNSAID, UNSAID, UNSAID, UNSAID, Duration.ZERO);

  /** An allowance is counted by the minute: after a second it is still used up. */
  private static final Duration USED_UP_WAIT = Duration.ofSeconds(5);

  /** {@code 6m0s}, {@code 1.5s}, {@code 250ms}; without a unit they are seconds. */
  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h|)");

  /**
   * Reads them.
   *
   * @param header gives a header's value by name, empty when there is none
   */
  static RateLimits of(UnaryOperator<String> header) {
    long requests =
        number(header, "x-ratelimit-remaining-req-minute", "x-ratelimit-remaining-requests");
    Duration requestReset = duration(header.apply("x-ratelimit-reset-requests"));
    Duration tokenReset = duration(header.apply("x-ratelimit-reset-tokens"));
    return new RateLimits(
        requests,
        number(header, "x-ratelimit-remaining-tokens-minute", "x-ratelimit-remaining-tokens"),
        number(header, "x-ratelimit-limit-tokens-minute", "x-ratelimit-limit-tokens"),
        number(header, "x-ratelimit-tokens-query-cost"),
        requests == 0 ? requestReset : tokenReset);
  }

  private static long number(UnaryOperator<String> header, String... names) {
    for (String name : List.of(names)) {
      String value = header.apply(name).strip();
      if (value.matches("[0-9]{1,18}")) {
        return Long.parseLong(value);
      }
    }
    return UNSAID;
  }

  private static Duration duration(String value) {
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(value.strip());
    while (part.lookingAt()) {
      double amount = Double.parseDouble(part.group(1));
      double millis =
          switch (part.group(2)) {
            case "ms" -> amount;
            case "m" -> amount * 60_000;
            case "h" -> amount * 3_600_000;
            default -> amount * 1000;
          };
      sum = sum.plusMillis((long) Math.min(millis, 86_400_000));
      part.region(part.end(), part.regionEnd());
    }
    return sum;
  }

  /** Whether the request costs more than a whole minute's allowance: only a smaller one passes. */
  boolean neverFits() {
    return tokensLimit > 0 && queryCost > tokensLimit;
  }

  private boolean tokensUsedUp() {
    return tokensLeft == 0 || (tokensLeft > 0 && queryCost > tokensLeft);
  }

  /** How long another try is bound to fail; zero when that is not known. */
  Duration leastWait() {
    if (requestsLeft != 0 && !tokensUsedUp()) {
      return Duration.ZERO;
    }
    return reset.isZero() ? USED_UP_WAIT : reset;
  }

  /** For people; empty when nothing is used up. */
  String said() {
    if (neverFits()) {
      return "the request counts for "
          + queryCost
          + " tokens, and "
          + tokensLimit
          + " a minute are allowed";
    }
    if (requestsLeft == 0) {
      return "no request left this minute";
    }
    return tokensUsedUp() ? tokensLeft + " tokens left this minute" : "";
  }
}
