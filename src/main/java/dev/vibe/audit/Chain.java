package dev.vibe.audit;

import java.io.IOException;

/** Port to a chain of records: gives each its place. Used by one thread at a time. */
interface Chain {

  /**
   * Puts a record behind the last one.
   *
   * @return its line, without a line end
   * @throws IOException when it could not be kept; it then has no place
   */
  String append(AuditEntry entry) throws IOException;

  /** A chain that begins anew and is kept nowhere. */
  static Chain unkept() {
    return new Chain() {
      private ChainLink last = ChainLink.START;

      @Override
      public String append(AuditEntry entry) {
        String line = AuditLine.seal(last, entry);
        last = AuditLine.linkOf(last, line);
        return line;
      }
    };
  }
}
