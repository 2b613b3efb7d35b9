package dev.vibe.workspace;

import dev.vibe.conversation.ToolNames;
import dev.vibe.problem.RefusalCode;
import dev.vibe.workspace.content.FileModes;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reader of text files, which says why there is none to read. */
public final class FileReading {

  /** Gives the first bytes of a file such that no link on the way is followed. */
  @FunctionalInterface
  interface Reader {
    byte[] read(WorkspacePath path, int most) throws IOException;
  }

  private FileReading() {}

  static Loaded load(WorkspacePath path, Reader reader) {
    String name = path.toString();
    Path file = path.absolute();
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        return new Loaded.Refused(
            RefusalCode.IS_DIRECTORY,
            name + " is a directory. Name a file in it; " + ToolNames.GLOB + " lists them.");
      }
      if (!attributes.isRegularFile()) {
        return new Loaded.Refused(
            RefusalCode.NOT_REGULAR,
            name + " is not a regular file (a pipe, socket, device or link).");
      }
      if (attributes.size() > TextFile.MAX_BYTES) {
        return Loaded.tooLarge(name, attributes.size());
      }
      return Loaded.decode(name, reader.read(path, TextFile.MAX_BYTES + 1));
    } catch (NoSuchFileException e) {
      return noFile(name);
    } catch (AccessDeniedException e) {
      return new Loaded.Refused(
          RefusalCode.PERMISSION, name + " may not be read: permission denied.");
    } catch (IOException e) {
      return new Loaded.Refused(
          RefusalCode.PERMISSION,
          name + " could not be read: it was replaced or failed meanwhile. Try again.");
    }
  }

  static Loaded loadToEdit(WorkspacePath path, Reader reader) {
    Loaded loaded = load(path, reader);
    try {
      return loaded instanceof Loaded.Text && FileModes.isReadOnly(path.absolute())
          ? new Loaded.Refused(
              RefusalCode.READ_ONLY,
              path + " is read-only and was left alone. If it shall change, ask the user.")
          : loaded;
    } catch (IOException e) {
      return new Loaded.Refused(RefusalCode.PERMISSION, path + " is gone or cannot be reached.");
    }
  }

  public static Loaded.Refused noFile(String name) {
    return new Loaded.Refused(
        RefusalCode.NO_FILE,
        "There is no file "
            + name
            + ". Look for it with "
            + ToolNames.GLOB
            + ": it may be in another folder.");
  }
}
