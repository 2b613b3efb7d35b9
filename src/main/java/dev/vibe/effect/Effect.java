package dev.vibe.effect;

import dev.vibe.text.FileDiff;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Effect: one thing that a tool call would do to the world if it ran. */
public sealed interface Effect {

  /** Reads a file or lists a folder. */
  record Read(String path) implements Effect {}

  /** Creates or changes a file; the diff is exactly what would be written. */
  record Write(String path, FileDiff diff) implements Effect {}

  record Delete(String path) implements Effect {}

  /**
   * Runs a shell command.
   *
   * @param command the text given to {@code bash -c}, unchanged
   * @param directory the working folder, absolute
   */
  record Run(String command, String directory) implements Effect {}

  /**
   * Commits to the current branch.
   *
   * @param files what the commit would hold, relative to the workspace root
   */
  record Commit(String message, List<String> files) implements Effect {
    public Commit {
      files = List.copyOf(files);
    }
  }

  /**
   * Calls what lies outside of the workspace and does there what nobody here sees, such as a tool
   * of a server.
   *
   * @param tool the name by which the model calls it
   * @param values of its arguments, by name, as text
   */
  record Call(String tool, Map<String, String> values) implements Effect {
    public Call {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }
}
