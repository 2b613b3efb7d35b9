package dev.vibe.repl.state;

import java.util.List;

/**
 * List to pick one thing from.
 *
 * @param title what it is a list of
 */
public record Choices(String title, List<Choice> choices) {

  public Choices {
    choices = List.copyOf(choices);
  }

  /**
   * One thing.
   *
   * @param doc what it is, beside it
   * @param request what is asked for when it is picked
   */
  public record Choice(String text, String doc, Request request) {}
}
