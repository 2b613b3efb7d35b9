package dev.vibe.audit;

/**
 * Link of the chain: what the next record holds on to.
 *
 * @param seq of the last record, from 1
 * @param hash of the last record
 */
record ChainLink(long seq, String hash) {

  /** Before the first record. */
  static final ChainLink START = new ChainLink(0, "0".repeat(Digest.LENGTH));
}
