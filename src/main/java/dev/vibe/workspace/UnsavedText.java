package dev.vibe.workspace;

import dev.vibe.problem.RefusalCode;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;

/** Text in a window of an editor that is not on the disk yet, as the file would hold it. */
final class UnsavedText {

  private UnsavedText() {}

  /** What is in the window in the place of what is on the disk, if that is another text. */
  static Loaded over(Loaded onDisk, WorkspacePath path, EditorTexts editor) {
    return onDisk instanceof Loaded.Text(TextFile file, Content.Present content)
        ? editor
            .text(path.absolute())
            .map(text -> inItsForm(text, file))
            .filter(text -> !text.equals(file.text()))
            .flatMap(text -> file.encode(text).map(bytes -> loaded(text, bytes, file, content)))
            .orElse(onDisk)
        : onDisk;
  }

  /** As {@link #over}, but what cannot be saved before the edit is refused: it would be lost. */
  static Loaded toEdit(Loaded onDisk, WorkspacePath path, EditorTexts editor) {
    Loaded loaded = over(onDisk, path, editor);
    return loaded.equals(onDisk) || editor.canSave()
        ? loaded
        : new Loaded.Refused(
            RefusalCode.STALE,
            path
                + " has changes in the user's editor that are not saved, and was left alone. Ask"
                + " the user to save it.");
  }

  private static Loaded loaded(String text, byte[] bytes, TextFile file, Content.Present content) {
    return new Loaded.Text(
        new TextFile(text, file.encoding()), new Content.Present(bytes, content.mode()));
  }

  /** Editors give line feeds alone, whatever the file has. */
  private static String inItsForm(String text, TextFile file) {
    return file.usesCrLf() ? text.replace("\r\n", "\n").replace("\n", "\r\n") : text;
  }
}
