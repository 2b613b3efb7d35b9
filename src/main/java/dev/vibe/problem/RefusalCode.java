package dev.vibe.problem;

import java.util.Locale;

/**
 * Vocabulary of why a tool call cannot run. The model reads a message beside it; the code is what
 * programs tell apart and what is counted.
 */
public enum RefusalCode {
  /** The arguments make no sense. */
  INVALID,
  /** The path leads out of the workspace. */
  OUTSIDE,
  /** A rule of the user forbids it. */
  FORBIDDEN,
  /** A path that does not exist, or a text that does not occur. */
  NOT_FOUND,
  NO_FILE,
  LOOP,
  PERMISSION,
  READ_ONLY,
  IS_DIRECTORY,
  NOT_A_DIRECTORY,
  NOT_REGULAR,
  IS_LINK,
  EXISTS,
  TOO_LARGE,
  BINARY,
  NOT_UTF8,
  /** The text occurs more than once. */
  AMBIGUOUS,
  /** The file changed since the model read it. */
  STALE,
  NO_CHANGE,
  EMPTY_OLD,
  /** The new text leaves something out in words. */
  PLACEHOLDER,
  /** The new text holds a mask where the file holds a key. */
  MASKED,
  /** A patch without the lines around a change. */
  NO_CONTEXT,
  /** A patch of which the text was changed on its way. */
  DAMAGED,
  /** A patch for another version of the file. */
  WRONG_VERSION,
  /** Another part of the patch cannot be applied. */
  NOT_APPLIED,
  NO_REPOSITORY,
  NO_MESSAGE,
  NOTHING_CHANGED,
  /** A commit names what the run did not change. */
  NOT_CHANGED,
  /** The tool itself broke. */
  BROKEN;

  /** As titles show it, e.g. {@code not_found}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
