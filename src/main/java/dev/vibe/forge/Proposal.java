package dev.vibe.forge;

import dev.vibe.forge.PullRequestWish.Form;
import java.util.List;

/**
 * Proposal of a pull request, as the user asks for it.
 *
 * @param head the branch that it comes from
 * @param base the branch that it is for
 */
record Proposal(
    String title, String body, String head, String base, Form form, List<String> labels) {

  Proposal {
    labels = List.copyOf(labels);
  }

  Proposal undrafted() {
    return new Proposal(title, body, head, base, Form.READY, labels);
  }
}
