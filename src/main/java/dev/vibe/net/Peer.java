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

  /**
   * What it means that there was no connection.
   *
   * @param limit how long that was waited for, for people
   */
  HttpFailure unconnected(String limit) {
    return switch (kind) {
      case SERVER ->
          new HttpFailure(HttpFailure.Kind.NO_CONNECTION, "no connection within " + limit);
      case PROXY ->
          new HttpFailure(HttpFailure.Kind.PROXY, authority + " opens no way within " + limit);
    };
  }
}
