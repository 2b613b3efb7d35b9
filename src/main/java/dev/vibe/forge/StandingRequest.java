package dev.vibe.forge;

import dev.vibe.forge.PullRequestWish.Form;

/**
 * Pull request that a forge has.
 *
 * @param url for people
 * @param body as it is now, perhaps with words of others
 */
record StandingRequest(long number, String url, String body, Form form, Life life) {

  /** Whether it may still be merged. */
  enum Life {
    OPEN,
    OVER
  }

  boolean isOpen() {
    return life == Life.OPEN;
  }
}
