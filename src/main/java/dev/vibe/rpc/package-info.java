/**
 * Peer of JSON-RPC 2.0 over a pair of streams: requests and answers both ways, in any order, with
 * two framings and the cancel messages of two protocols. Knows no method.
 */
@NullMarked
package dev.vibe.rpc;

import org.jspecify.annotations.NullMarked;
