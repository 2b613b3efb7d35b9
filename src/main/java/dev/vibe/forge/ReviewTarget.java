package dev.vibe.forge;

/**
 * Pull request that a review is posted on.
 *
 * @param url for people
 * @param head commit that it proposes
 * @param base commit that it is compared with
 * @param start commit of the base branch when it was compared; only GitLab tells it, else empty
 */
record ReviewTarget(long number, String url, String head, String base, String start, Life life) {

  /** Whether it may still be merged. */
  enum Life {
    OPEN,
    OVER
  }
}
