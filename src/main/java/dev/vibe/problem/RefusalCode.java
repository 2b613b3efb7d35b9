package dev.vibe.problem;

import java.util.Locale;

/**
 * Vocabulary of why a tool call cannot run. The model reads a message beside it; the code is what
 * programs tell apart and what is counted.
 */
public enum RefusalCode {
  /** The arguments make no sense. */
  INVALID("cannot be done like that"),
  /** The path leads out of the workspace. */
  OUTSIDE("outside of the folder"),
  /** A rule of the user forbids it. */
  FORBIDDEN("forbidden by a rule"),
  /** A path that does not exist, or a text that does not occur. */
  NOT_FOUND("not found"),
  NO_FILE("no such file"),
  LOOP("its links lead in a circle"),
  PERMISSION("not permitted"),
  READ_ONLY("read-only"),
  IS_DIRECTORY("a folder"),
  NOT_A_DIRECTORY("no folder"),
  NOT_REGULAR("no plain file"),
  IS_LINK("a link"),
  EXISTS("is there already"),
  TOO_LARGE("too large"),
  BINARY("not text"),
  NOT_UTF8("not UTF-8"),
  /** The text occurs more than once. */
  AMBIGUOUS("found more than once"),
  /** The file changed since the model read it. */
  STALE("not read as it is now"),
  NO_CHANGE("would change nothing"),
  /** What is asked for is there, as an edit before has left it: no failure. */
  ALREADY_DONE("done already"),
  EMPTY_OLD("no text to replace"),
  /** The new text leaves something out in words. */
  PLACEHOLDER("would leave something out"),
  /** The new text holds a mask where the file holds a key. */
  MASKED("would write a masked key"),
  /** A patch without the lines around a change. */
  NO_CONTEXT("no lines around the change"),
  /** A patch of which the text was changed on its way. */
  DAMAGED("the patch is damaged"),
  /** A patch for another version of the file. */
  WRONG_VERSION("for another version"),
  /** Another part of the patch cannot be applied. */
  NOT_APPLIED("another part does not fit"),
  NO_REPOSITORY("no repository"),
  NO_MESSAGE("no message"),
  NOTHING_CHANGED("nothing changed"),
  /** A commit names what the run did not change. */
  NOT_CHANGED("not changed here"),
  /** The tool itself broke. */
  BROKEN("the tool broke");

  private final String words;

  RefusalCode(String words) {
    this.words = words;
  }

  /** For people, behind what was to be done. */
  public String words() {
    return words;
  }

  /** As it is counted, e.g. {@code not_found}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
