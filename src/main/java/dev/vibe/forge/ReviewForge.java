package dev.vibe.forge;

import dev.vibe.forge.ReviewPlan.Comment;
import java.util.List;
import java.util.function.Function;

/**
 * Port to the reviews of one project at a forge. Every method blocks on the network, is ended by an
 * interrupt, and throws a {@link dev.vibe.problem.VibeException} that explains a refusal.
 */
interface ReviewForge {

  ReviewTarget request(long number);

  /** The numbers of the open requests from this branch of the project. */
  List<Long> openOf(String branch);

  DiffPlaces diff(ReviewTarget target);

  /** What the owner of the token, and nobody else, commented on it before. */
  List<String> told(ReviewTarget target);

  /**
   * Posts it. A comment that the forge takes at no line is told in the body.
   *
   * @param body by the comments that were not taken
   * @return how many were not taken
   */
  int post(ReviewTarget target, List<Comment> comments, Function<List<Comment>, String> body);
}
