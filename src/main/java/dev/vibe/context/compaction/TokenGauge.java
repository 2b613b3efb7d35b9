package dev.vibe.context.compaction;

/**
 * Gauge of how many tokens a conversation takes: an estimate that is calibrated by what the server
 * of the present model has counted. One thread.
 */
public final class TokenGauge {

  /** Weight of a token before anything was counted; low, so that the estimate is not too low. */
  public static final double USUAL = 3.2;

  /**
   * Outside of these a count is not of all that was sent, as from a server that cuts in silence.
   */
  private static final double LEAST = 1;

  private static final double MOST = 5;

  /** How far below the window a refused request is taken to be denser than was thought. */
  private static final double DENSER = 0.97;

  private String model = "";
  private double perToken = USUAL;
  private long countedWeight;
  private long countedTokens;

  /** Tokens that a request of this weight takes. */
  public long tokens(long weight) {
    if (countedTokens > 0 && weight >= countedWeight) {
      return countedTokens + (long) Math.ceil((weight - countedWeight) / Math.min(USUAL, perToken));
    }
    return (long) Math.ceil(weight / perToken);
  }

  /** The weight of a request that takes so many tokens; not more than that. */
  public long weight(long tokens) {
    if (countedTokens > 0 && tokens >= countedTokens) {
      return countedWeight + (long) ((tokens - countedTokens) * Math.min(USUAL, perToken));
    }
    return (long) (Math.max(0, tokens) * perToken);
  }

  /** The weight of a text that comes on top, of so many tokens at most. */
  public long weightOnTop(long tokens) {
    return (long) (Math.max(0, tokens) * Math.min(USUAL, perToken));
  }

  /**
   * The server of a model has read a request.
   *
   * @param tokens 0 when it does not tell
   */
  public void counted(String of, long weight, long tokens) {
    if (!of.equals(model)) {
      model = of;
      perToken = USUAL;
      countedTokens = 0;
    }
    double seen = tokens == 0 ? 0 : (double) weight / tokens;
    if (seen >= LEAST && seen <= MOST) {
      perToken = seen;
      countedWeight = weight;
      countedTokens = tokens;
    }
  }

  /** The server has refused a request of this weight, which therefore is larger than the window. */
  public void refused(long weight, long window) {
    double most = (double) weight / window * DENSER;
    if (window > 0 && perToken > most) {
      perToken = Math.max(LEAST / 2, most);
      countedTokens = 0;
    }
  }
}
