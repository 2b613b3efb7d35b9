package dev.vibe.problem;

/**
 * Code for how a run ended: the process exit code and the {@code status} of the result record, one
 * to one.
 */
public enum ExitCode {
  DONE(0, "done"),
  FAILED(1, "failed"),
  /** Wrong usage or configuration; the result record says {@code failed}. */
  USAGE(2, "failed"),
  TIMEOUT(3, "timeout"),
  /** A limit was reached: turns, tokens, cost, or a context that the model's window cannot hold. */
  LIMIT(4, "limit"),
  /** The work needed a permission that nobody could give. */
  REFUSED(5, "refused"),
  UNREACHABLE(6, "unreachable"),
  UNAUTHORIZED(7, "unauthorized"),
  UNVERIFIED(8, "unverified"),
  /** Nothing changed, and {@code --fail-if-no-change} was given. */
  UNCHANGED(9, "unchanged"),
  INTERRUPTED(130, "interrupted"),
  TERMINATED(143, "interrupted");

  private final int code;
  private final String status;

  ExitCode(int code, String status) {
    this.code = code;
    this.status = status;
  }

  public int code() {
    return code;
  }

  public String status() {
    return status;
  }
}
