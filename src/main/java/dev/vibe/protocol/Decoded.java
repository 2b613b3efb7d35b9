package dev.vibe.protocol;

import dev.vibe.event.Envelope;

/** Outcome of decoding a line of JSON. */
public sealed interface Decoded {

  record Known(Envelope envelope) implements Decoded {}

  /**
   * A whole event of a type that this program does not know, e.g. from a later release; to be
   * skipped.
   */
  record Unknown(long seq, String type) implements Decoded {}

  /**
   * Not an event.
   *
   * @param reason why not, one clause for people
   */
  record Broken(String reason) implements Decoded {}
}
