package dev.vibe.workspace;

import dev.vibe.conversation.ToolNames;
import dev.vibe.workspace.change.DiskOperations;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Reads a text file, or says why there is none to read. */
public final class FileReading {

  private static final Set<PosixFilePermission> WRITE =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private FileReading() {}

  static Loaded load(Workspace workspace, WorkspacePath path) {
    String name = path.relative();
    Path file = path.absolute();
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        return new Loaded.Refused(
            "is_directory",
            name + " is a directory. Name a file in it; " + ToolNames.GLOB + " lists them.");
      }
      if (!attributes.isRegularFile()) {
        return new Loaded.Refused(
            "not_regular", name + " is not a regular file (a pipe, socket, device or link).");
      }
      if (attributes.size() > TextFile.MAX_BYTES) {
        return TextFile.tooLarge(name, attributes.size());
      }
      return TextFile.decode(name, workspace.read(path, TextFile.MAX_BYTES + 1));
    } catch (NoSuchFileException e) {
      return noFile(name);
    } catch (AccessDeniedException e) {
      return new Loaded.Refused("permission", name + " may not be read: permission denied.");
    } catch (IOException e) {
      return new Loaded.Refused(
          "permission",
          name + " could not be read: it was replaced or failed meanwhile. Try again.");
    }
  }

  /** As {@link #load}, for an edit: a file that may not be written is refused. */
  public static Loaded loadToEdit(Workspace workspace, WorkspacePath path) {
    Loaded loaded = load(workspace, path);
    try {
      return loaded instanceof Loaded.Text && isReadOnly(path.absolute())
          ? new Loaded.Refused(
              "read_only",
              path.relative()
                  + " is read-only and was left alone. If it shall change, ask the user.")
          : loaded;
    } catch (IOException e) {
      return new Loaded.Refused("permission", path.relative() + " is gone or cannot be reached.");
    }
  }

  public static Loaded.Refused noFile(String name) {
    return new Loaded.Refused(
        "no_file",
        "There is no file "
            + name
            + ". Check the name with "
            + ToolNames.GLOB
            + ", or use "
            + ToolNames.WRITE_FILE
            + ".");
  }

  /** True when nobody may write the file, also when the process could, as the superuser can. */
  public static boolean isReadOnly(Path file) throws IOException {
    if (!Files.isWritable(file)) {
      return true;
    }
    if (!DiskOperations.hasModes(file)) {
      return false;
    }
    return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).stream()
        .noneMatch(WRITE::contains);
  }
}
