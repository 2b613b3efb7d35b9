package dev.vibe.rpc;

/**
 * Port of what a peer is asked and told. Called by the thread that reads, one message after the
 * other, so it must not block: what takes time goes to a thread of its own.
 */
public interface RpcHandler {

  /**
   * Answers now or later.
   *
   * @throws RpcException which is the answer
   */
  void request(IncomingRequest request);

  /** A notification has no answer; one that nobody knows is ignored. */
  void notification(String method, Params params);
}
