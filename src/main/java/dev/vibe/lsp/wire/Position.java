package dev.vibe.lsp.wire;

import dev.vibe.rpc.Params;
import java.util.Comparator;
import java.util.Map;

/**
 * Position between two characters of a document.
 *
 * @param line from 0
 * @param character from 0, in units of the {@link PositionEncoding} that was agreed on
 */
public record Position(int line, int character) implements Comparable<Position> {

  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::line).thenComparingInt(Position::character);

  public Position {
    if (line < 0 || character < 0) {
      throw new IllegalArgumentException("a position before the text");
    }
  }

  /**
   * The one that a message holds. A number that is too large means the end of the line or text.
   *
   * @throws dev.vibe.rpc.RpcException when it is none
   */
  public static Position of(Params json) {
    return new Position(Math.max(0, json.number("line")), Math.max(0, json.number("character")));
  }

  public Map<String, Object> json() {
    return Map.of("line", line, "character", character);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
