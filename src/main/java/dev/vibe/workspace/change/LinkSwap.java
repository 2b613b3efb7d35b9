package dev.vibe.workspace.change;

import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Writer of a symbolic link, or of something in place of one, which a {@link ChangeSet} leaves
 * alone. Each is one rename: killed at any point, the name stands for the old or the new. No link
 * on the way is followed.
 */
public final class LinkSwap {

  private LinkSwap() {}

  /** Makes the name a link to {@code target}; replaces a file or a link, never a folder. */
  public static void link(WorkspacePath name, String target) throws IOException {
    Path link = name.absolute();
    try (DiskOperations disk = new DiskOperations(List.of(name.base()))) {
      Deque<Path> missing = new ArrayDeque<>();
      for (Path each = DraftName.parent(link);
          !Files.exists(each, LinkOption.NOFOLLOW_LINKS);
          each = DraftName.parent(each)) {
        missing.push(each);
      }
      for (Path each : missing) {
        disk.createFolder(
            each, DraftName.beside(name.base().resolve(DraftName.name(each)), target));
      }
      disk.link(link, target);
    }
  }

  /** Makes a regular file of a link. */
  public static void file(WorkspacePath name, Content.Present content) throws IOException {
    try (DiskOperations disk = new DiskOperations(List.of(name.base()))) {
      Path draft = DraftName.beside(name.absolute(), "file");
      disk.writeNew(draft, content, draft);
      disk.replace(draft, name.absolute());
    }
  }

  /** Deletes a file or a link. */
  public static void delete(WorkspacePath name) throws IOException {
    try (DiskOperations disk = new DiskOperations(List.of(name.base()))) {
      disk.delete(name.absolute());
    }
  }
}
