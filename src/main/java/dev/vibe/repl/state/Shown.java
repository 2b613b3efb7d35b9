package dev.vibe.repl.state;

import dev.vibe.conversation.CallId;
import dev.vibe.repl.markdown.MarkdownStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far showing what happens has come.
 *
 * @param stream the text of the reply that is coming
 * @param isStreaming whether some of this reply's text came already
 * @param last what kind of thing was printed last
 * @param calls titles of the calls that are under way
 * @param answer what the model said last
 * @param output what the last tool gave
 * @param todo the model's list, as lines
 */
public record Shown(
    MarkdownStream stream,
    boolean isStreaming,
    Kind last,
    Map<CallId, String> calls,
    String answer,
    String output,
    List<String> todo) {

  static final Shown NOTHING =
      new Shown(MarkdownStream.EMPTY, false, Kind.NOTHING, Map.of(), "", "", List.of());

  public Shown {
    calls = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(calls));
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
    return new Shown(next, true, Kind.TEXT, calls, answer, output, todo);
  }

  Shown streamOver() {
    return new Shown(MarkdownStream.EMPTY, false, last, calls, answer, output, todo);
  }

  Shown answered(String text) {
    return new Shown(stream, isStreaming, last, calls, text, output, todo);
  }

  Shown printed(Kind kind) {
    return new Shown(stream, isStreaming, kind, calls, answer, output, todo);
  }

  Shown called(CallId id, String title) {
    Map<CallId, String> more = new LinkedHashMap<>(calls);
    more.put(id, title);
    return new Shown(stream, isStreaming, last, more, answer, output, todo);
  }

  Shown finished(CallId id) {
    Map<CallId, String> fewer = new LinkedHashMap<>(calls);
    fewer.remove(id);
    return new Shown(stream, isStreaming, last, fewer, answer, output, todo);
  }

  Shown gave(String text) {
    return new Shown(stream, isStreaming, last, calls, answer, text, todo);
  }

  Shown todo(List<String> lines) {
    return new Shown(stream, isStreaming, last, calls, answer, output, lines);
  }
}
