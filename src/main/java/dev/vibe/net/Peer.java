package dev.vibe.net;

/**
 * Place where a connection leads to.
 *
 * @param authority for people
 */
record Peer(String host, String authority, Kind kind) {

  /** Kind of place. */
  enum Kind {
    SERVER,
    /** Stands before the server. */
    PROXY
  }
}
