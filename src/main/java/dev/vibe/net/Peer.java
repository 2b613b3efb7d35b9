package dev.vibe.net;

/**
 * Place where a connection leads to.
 *
 * @param authority for people
 */
record Peer(String host, String authority) {}
