package dev.vibe.workspace.change;

import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Remover of folders in which there are no files. No link on the way is followed. */
public final class EmptyFolders {

  private EmptyFolders() {}

  /**
   * Removes a folder in which there is nothing.
   *
   * @throws IOException when it is not empty, not a folder, or not there
   */
  public static void remove(WorkspacePath folder) throws IOException {
    try (FolderHandles folders = new FolderHandles(List.of(folder.base()))) {
      folders
          .of(DraftName.parent(folder.absolute()))
          .deleteFolder(DraftName.name(folder.absolute()));
    }
  }

  /**
   * Removes a folder in which there are only folders.
   *
   * @throws IOException when there is something else; empty folders beside it may be gone then
   */
  public static void removeAll(WorkspacePath folder) throws IOException {
    try (FolderHandles folders = new FolderHandles(List.of(folder.base()))) {
      removeAll(folders.of(DraftName.parent(folder.absolute())), DraftName.name(folder.absolute()));
    }
  }

  private static void removeAll(FolderHandle parent, Path name) throws IOException {
    try (FolderHandle folder = parent.folder(name)) {
      for (Path each : folder.names()) {
        removeAll(folder, each);
      }
    }
    parent.deleteFolder(name);
  }
}
