package dev.vibe.context;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Briefing of a model at the start of a session.
 *
 * @param text the system message
 * @param instructions the files of them that are in it, as people name them, with their sizes
 */
public record Briefing(String text, List<String> instructions) {

  public Briefing {
    instructions = List.copyOf(instructions);
  }

  /** With another text made of it. */
  public Briefing mapped(UnaryOperator<String> change) {
    return new Briefing(change.apply(text), instructions);
  }
}
