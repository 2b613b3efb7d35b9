package dev.vibe.verify;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Text file that was edited.
 *
 * @param path where it is
 * @param name as people see it, relative to the working folder
 * @param before its text; empty where it was not there
 * @param after its text; empty where it is gone
 */
public record EditedFile(Path path, String name, Optional<String> before, Optional<String> after) {

  /** Both edits as one: from before the first to after the second. */
  EditedFile then(EditedFile next) {
    return new EditedFile(path, name, before, next.after());
  }
}
