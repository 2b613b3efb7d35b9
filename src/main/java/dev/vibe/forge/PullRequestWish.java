package dev.vibe.forge;

import java.util.List;

/**
 * Pull request as the user asks for it.
 *
 * @param body words of the user above those of the run; perhaps empty
 * @param base the branch that it is for; empty for the usual one
 * @param branch that it comes from; empty for one named after the title
 */
public record PullRequestWish(
    String title, String body, String base, String branch, Form form, List<String> labels) {

  /** Form in which it is opened. */
  public enum Form {
    READY,
    DRAFT
  }

  public PullRequestWish {
    labels = List.copyOf(labels);
  }
}
