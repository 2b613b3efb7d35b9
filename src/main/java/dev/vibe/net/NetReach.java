package dev.vibe.net;

/** Reach of a client: what it may connect to. */
public sealed interface NetReach {

  /** Whatever it is asked for, because the user has written that down. */
  NetReach EVERYWHERE = new Everywhere();

  /** See {@link #EVERYWHERE}. */
  record Everywhere() implements NetReach {}

  /**
   * Addresses of the open network, and those that are named; each is looked at when it is connected
   * to. Behind a proxy, which looks names up itself, those that this machine knows are looked at
   * before. No redirect is followed, to the same server neither.
   */
  record Open(HostRules named) implements NetReach {}
}
