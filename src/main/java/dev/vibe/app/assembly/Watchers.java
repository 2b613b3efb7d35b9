package dev.vibe.app.assembly;

import dev.vibe.event.EventSink;
import java.util.List;

/**
 * List of those who hear of everything that happens.
 *
 * @param outputs when they hear what a command writes
 */
public record Watchers(List<EventSink> sinks, Outputs outputs) {

  /** Outputs of commands. */
  public enum Outputs {
    AT_THE_END,
    AS_THEY_GROW
  }
}
