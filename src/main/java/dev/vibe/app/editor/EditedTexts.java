package dev.vibe.app.editor;

import dev.vibe.lsp.server.WorkspaceEditing;
import dev.vibe.workspace.EditorTexts;
import java.nio.file.Path;
import java.util.Optional;

/** Texts of files in the editor whose commands a session does. The disk is written by us. */
record EditedTexts(WorkspaceEditing editing) implements EditorTexts {

  @Override
  public Optional<String> text(Path file) {
    return editing.text(file);
  }

  @Override
  public boolean canSave() {
    return editing.canEdit();
  }

  @Override
  public boolean save(Path file, String text) {
    return editing.replace(file, text);
  }

  @Override
  public void created(Path file) {
    editing.created(file);
  }

  @Override
  public void deleted(Path file) {
    editing.deleted(file);
  }
}
