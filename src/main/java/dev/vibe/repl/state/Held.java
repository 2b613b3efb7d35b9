package dev.vibe.repl.state;

import dev.vibe.approval.Question;
import dev.vibe.event.Inquiry;
import dev.vibe.repl.edit.Editor;

/**
 * State of what is held back: a question or a list until nobody types, a draft until the question
 * is answered.
 *
 * @param draft was typed and put aside; empty when nothing was
 */
public record Held(Waiting waiting, Editor draft) {

  static final Held NOTHING = new Held(new Waiting.Nothing(), Editor.EMPTY);

  /** What is to be shown once nobody types. */
  public sealed interface Waiting {

    record Nothing() implements Waiting {}

    record Asked(Question question) implements Waiting {}

    record Inquired(Inquiry inquiry) implements Waiting {}

    record Offered(Choices choices) implements Waiting {}
  }

  public boolean isWaiting() {
    return !(waiting instanceof Waiting.Nothing);
  }

  Held with(Waiting next) {
    return new Held(next, draft);
  }

  Held with(Editor next) {
    return new Held(waiting, next);
  }
}
