package dev.vibe.repl.state;

import dev.vibe.view.markdown.MarkdownStream;
import java.util.List;

/**
 * State of how far showing what happens has come.
 *
 * @param stream the text of the reply that is coming
 * @param isStreaming whether some of this reply's text came already
 * @param last what kind of thing was printed last
 * @param answer what the model said last
 * @param todo the model's list, as lines
 */
public record Shown(
    MarkdownStream stream,
    boolean isStreaming,
    Kind last,
    Calls calls,
    String answer,
    List<String> todo) {

  static final Shown NOTHING =
      new Shown(MarkdownStream.EMPTY, false, Kind.NOTHING, Calls.NONE, "", List.of());

  public Shown {
    todo = List.copyOf(todo);
  }

  /** Things of one kind stand together; a blank line parts the kinds. */
  enum Kind {
    NOTHING,
    USER,
    TEXT,
    TOOL,
    NOTE
  }

  Shown streaming(MarkdownStream next) {
    return new Shown(next, true, last, calls, answer, todo);
  }

  Shown streamOver() {
    return new Shown(MarkdownStream.EMPTY, false, last, calls, answer, todo);
  }

  Shown answered(String text) {
    return new Shown(stream, isStreaming, last, calls, text, todo);
  }

  Shown printed(Kind kind) {
    return new Shown(stream, isStreaming, kind, calls, answer, todo);
  }

  Shown with(Calls next) {
    return new Shown(stream, isStreaming, last, next, answer, todo);
  }

  Shown todo(List<String> lines) {
    return new Shown(stream, isStreaming, last, calls, answer, lines);
  }
}
