package dev.vibe.event;

import java.util.Locale;

/**
 * Pull request, or merge request, of a run.
 *
 * @param url where people read it; empty where it is not there yet
 * @param number in its project; 0 where it is not there yet
 * @param branch that it comes from, without {@code refs/heads/}
 * @param base that it is for
 */
public record PullRequest(
    String url, long number, String title, String branch, String base, State state) {

  /** What the run did to it. */
  public enum State {
    OPENED,
    UPDATED,
    /** Nothing: a dry run would open or update it. */
    PLANNED;

    /** As the record says it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
