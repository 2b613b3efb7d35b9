package dev.vibe.config.model;

import java.time.Duration;

/** Port by which vibe finds out whether a model server answers. */
@FunctionalInterface
public interface Probe {

  /**
   * Whether the server lists models. Blocks for about {@code limit} at most, may be interrupted,
   * never throws; called from several threads at once.
   */
  boolean serves(LocalServer server, Duration limit);
}
