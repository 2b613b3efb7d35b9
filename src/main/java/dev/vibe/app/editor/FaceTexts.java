package dev.vibe.app.editor;

import dev.vibe.acp.ClientFiles;
import dev.vibe.workspace.EditorTexts;
import java.nio.file.Path;
import java.util.Optional;

/** Texts of files in the editor that a session is open in. */
record FaceTexts(ClientFiles files) implements EditorTexts {

  @Override
  public Optional<String> text(Path file) {
    return files.text(file);
  }

  @Override
  public boolean canSave() {
    return files.canWrite();
  }

  @Override
  public boolean save(Path file, String text) {
    return files.write(file, text);
  }
}
