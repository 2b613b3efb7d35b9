package dev.vibe.lsp.server;

import dev.vibe.lsp.wire.DocumentText;
import dev.vibe.lsp.wire.TextRange;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Comment that asks for something, such as {@code // vibe: rename to total}. It needs no plug-in.
 *
 * @param line of the document, from 0
 * @param wish what it asks for
 */
record MarkerComment(int line, String wish) {

  /** More lines are not looked at; a selection is rarely longer, and asked for at each move. */
  private static final int MOST_LINES = 2_000;

  private static final Pattern MARKER =
      Pattern.compile(
          "(?://+|#+|--|;+|%|/\\*+|<!--|\\(\\*|\\*|\"|')\\s*vibe:\\s*(?<wish>\\S.*?)\\s*"
              + "(?:\\*+/|-->|\\*\\))?\\s*$");

  /** The first one in the lines of a range. */
  static Optional<MarkerComment> in(DocumentText text, TextRange range) {
    int last = Math.min(range.end().line(), text.lineCount() - 1);
    last = Math.min(last, range.start().line() + MOST_LINES);
    for (int line = range.start().line(); line <= last; line++) {
      Optional<String> wish = wish(text.line(line));
      if (wish.isPresent()) {
        return Optional.of(new MarkerComment(line, wish.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> wish(String line) {
    Matcher marker = MARKER.matcher(line.contains("vibe:") ? line : "");
    return marker.find() ? Optional.of(marker.group("wish")) : Optional.empty();
  }
}
