package dev.vibe.lsp.wire;

import dev.vibe.rpc.Params;
import java.util.Map;

/**
 * Range of a document.
 *
 * @param start its first character
 * @param end behind its last one; never before the start
 */
public record TextRange(Position start, Position end) {

  /** Turns one around whose end is before its start. */
  public TextRange {
    if (end.compareTo(start) < 0) {
      Position first = end;
      end = start;
      start = first;
    }
  }

  /**
   * The one that a message holds.
   *
   * @throws dev.vibe.rpc.RpcException when it is none
   */
  public static TextRange of(Params json) {
    return new TextRange(Position.of(json.object("start")), Position.of(json.object("end")));
  }

  public Map<String, Object> json() {
    return Map.of("start", start.json(), "end", end.json());
  }

  public boolean isEmpty() {
    return start.equals(end);
  }

  /** Whether they share a place; an end that is the other's start counts. */
  public boolean touches(TextRange other) {
    return start.compareTo(other.end) <= 0 && other.start.compareTo(end) <= 0;
  }
}
