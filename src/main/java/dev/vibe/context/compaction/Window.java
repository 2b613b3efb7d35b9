package dev.vibe.context.compaction;

/**
 * Shares of a model's window: what may fill it, and from where on it is made smaller.
 *
 * @param tokens of all of it; positive
 * @param fixed tokens of the system prompt and the tools, which stand in every request
 */
public record Window(long tokens, long fixed) {

  private static final double PRUNED_FROM = 0.70;
  private static final double COMPACTED_FROM = 0.85;
  private static final double OF_ONE_RESULT = 0.15;

  /** At least an eighth of it is for the answer. */
  private static final int ANSWER = 8;

  /** A summary is never shorter than that, and never needs more than that. */
  private static final int LEAST_SUMMARY = 300;

  private static final int MOST_SUMMARY = 4_000;

  /** Of a large window, more in the newest turns is not what a compaction is for. */
  private static final int MOST_NEWEST = 20_000;

  private static final int MOST_SAID = 20_000;

  /** Tokens that a request may have. */
  public long fits() {
    return tokens - tokens / ANSWER;
  }

  /** Tokens that are left for the conversation. */
  private long room() {
    return Math.max(0, fits() - fixed);
  }

  /** Where what is fixed takes most of it, there still is something to use before it is pruned. */
  public long prunedFrom() {
    return Math.max((long) (tokens * PRUNED_FROM), fixed + room() / 2);
  }

  /** What pruning aims at, so that the next time is many turns away. */
  public long prunedTo() {
    return fixed + room() / 4;
  }

  /** Less than that is not worth a prefix that has to be read again. */
  public long worthPruning() {
    return room() / 10;
  }

  public long compactedFrom() {
    return Math.min(fits(), Math.max((long) (tokens * COMPACTED_FROM), fixed + room() * 4 / 5));
  }

  /** Of one result. */
  public long result() {
    return (long) (tokens * OF_ONE_RESULT);
  }

  /** Of the messages of the user that a compaction keeps word for word. */
  public long said() {
    return Math.min(MOST_SAID, room() / 5);
  }

  /** Of a summary. */
  public int summary() {
    return Math.clamp(room() * 15 / 100, LEAST_SUMMARY, MOST_SUMMARY);
  }

  /** By which an estimate of a whole request may be wrong. */
  public long slack() {
    return tokens / 50;
  }

  /** Of the turns that a compaction leaves whole. */
  public long newest() {
    return Math.min(MOST_NEWEST, room() * 3 / 10);
  }
}
