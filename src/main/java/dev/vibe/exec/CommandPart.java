package dev.vibe.exec;

/**
 * Part of a command that is launched by itself.
 *
 * @param text given to the shell
 */
public record CommandPart(When when, String text) {

  /** What has to be so that a part runs. */
  public enum When {
    ALWAYS,
    /** The one before it ended well. */
    IF_DONE
  }
}
