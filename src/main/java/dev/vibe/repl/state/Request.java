package dev.vibe.repl.state;

import dev.vibe.conversation.Part;
import java.util.List;

/** What is asked of the world behind the screen; each may take long, one runs at a time. */
public sealed interface Request {

  /**
   * Start a run. Files that the text names with {@code @} go along.
   *
   * @param attached goes along as well
   */
  record Prompt(String text, List<Part> attached) implements Request {}

  /** Run a command of the user's own. */
  record Shell(String command) implements Request {}

  record ListFiles() implements Request {}

  /** What could stand behind a command, for completion. */
  record ListArguments(String command) implements Request {}

  record LookAtRepository() implements Request {}

  /** Another model; empty: tell which there are. */
  record UseModel(String name) implements Request {}

  /** A new conversation. */
  record Clear() implements Request {}

  /** Take up an earlier conversation; empty: tell which there are. */
  record Resume(String id) implements Request {}

  record Rename(String title) implements Request {}

  /** Tell what commits would be made of. */
  record ShowDiff() implements Request {}

  record ShowConfiguration() implements Request {}

  record ShowPermissions() implements Request {}

  /** Tell what fills the model's window. */
  record ShowContext(long inputTokens, int windowTokens) implements Request {}
}
