package dev.vibe.provider.openai;

import dev.vibe.conversation.Part;
import dev.vibe.model.Vision;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Policy on whether a model is shown images, and on what the user reads of those that it is not.
 * One thread.
 */
final class VisionSupport {

  /** As many as Mistral's API takes in one request, which is the least of all servers. */
  static final int MOST_IMAGES = 8;

  private final String model;
  private final Vision known;
  private final Supplier<Vision> vision;
  private final Set<Part.Image> told = new HashSet<>();
  private String refusal = "";

  /**
   * Asks nobody yet.
   *
   * @param known what the user says, or else what the model was made for
   * @param vision what holds now, the server's word included
   */
  VisionSupport(String model, Vision known, Supplier<Vision> vision) {
    this.model = model;
    this.known = known;
    this.vision = vision;
  }

  /** Whether the server has yet to be asked. */
  boolean isOpen() {
    return vision.get().isOpen();
  }

  int mostImages() {
    return vision.get().sees() ? MOST_IMAGES : 0;
  }

  /**
   * The server takes none.
   *
   * @param why in its words
   */
  void refused(String why) {
    refusal = why;
  }

  /** What to tell about images that a request left out; each is mentioned once. */
  Optional<Problem> leftOut(List<Part.Image> images) {
    String names =
        images.stream().filter(told::add).map(Part.Image::name).collect(Collectors.joining(", "));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                ProblemCode.IMAGE_NOT_SHOWN, model + " is not shown " + names, why(), remedy()));
  }

  private String why() {
    if (!refusal.isEmpty()) {
      return "its server refused an image: " + refusal;
    }
    return switch (vision.get()) {
      case SEES, MADE_TO_SEE -> "its server gets the conversation as plain text";
      case BLIND ->
          known == Vision.BLIND ? "it is set not to see" : "its server says it cannot see";
      case UNKNOWN -> "it is not known to see";
    };
  }

  private String remedy() {
    boolean maySee = refusal.isEmpty() && vision.get() == Vision.UNKNOWN;
    return maySee
        ? "set images = true under [models.\"" + model + "\"] if it does see"
        : "describe it in words, or use a model that sees";
  }
}
