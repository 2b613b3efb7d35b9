package dev.vibe.terminal;

import java.util.Optional;

/** State of the standard streams: which are terminals. */
public record TtyState(boolean input, boolean output, boolean error) {

  /**
   * Reads what the launcher found out: the digits of the standard descriptors that are terminals,
   * {@code 012} for all, empty for none. Empty result for anything else, i.e. when nobody told.
   */
  public static Optional<TtyState> of(String property) {
    boolean told = property.chars().allMatch(c -> c >= '0' && c <= '2');
    return told
        ? Optional.of(
            new TtyState(property.contains("0"), property.contains("1"), property.contains("2")))
        : Optional.empty();
  }
}
