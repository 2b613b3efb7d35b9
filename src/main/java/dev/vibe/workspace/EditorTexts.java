package dev.vibe.workspace;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Port of an editor in whose windows files are open. Called by the thread that owns the session;
 * blocks on the editor.
 */
public interface EditorTexts {

  /** None: the disk is all there is. */
  EditorTexts NONE =
      new EditorTexts() {
        @Override
        public Optional<String> text(Path file) {
          return Optional.empty();
        }

        @Override
        public boolean canSave() {
          return false;
        }

        @Override
        public boolean save(Path file, String text) {
          return false;
        }
      };

  /** The text of a file as it is in the editor, saved or not; empty when it does not tell. */
  Optional<String> text(Path file);

  /** Whether it takes texts. */
  boolean canSave();

  /**
   * Makes this the text of a file, in its window if it has one, and on the disk where the editor
   * writes that.
   *
   * @return whether it did
   */
  boolean save(Path file, String text);

  /** Told of a file that came to be on the disk. */
  default void created(Path file) {}

  /** Told of a file that is gone from the disk. */
  default void deleted(Path file) {}
}
