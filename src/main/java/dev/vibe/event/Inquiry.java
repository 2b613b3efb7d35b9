package dev.vibe.event;

import java.util.List;

/**
 * Question of the model to the person at the screen, which nothing but the answer depends on.
 *
 * @param question on one line or several
 * @param options answers to choose from, a line each; the person may say something else
 */
public record Inquiry(String question, List<String> options) {
  public Inquiry {
    options = List.copyOf(options);
  }
}
