package dev.vibe.git.store;

import dev.vibe.text.NameBytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * Lookup of a path in a tree by the bytes of its names; JGit's own takes texts, and so finds none
 * that is not UTF-8.
 */
public final class TreePath {

  private TreePath() {}

  /** What is there: a file, a link, a submodule or a folder. */
  public static Optional<TreeEntry> find(ObjectReader reader, String path, ObjectId tree)
      throws IOException {
    String mode = TreeEntry.FOLDER;
    ObjectId at = tree;
    for (String name : path.split("/", -1)) {
      CanonicalTreeParser folder = new CanonicalTreeParser();
      if (!mode.equals(TreeEntry.FOLDER)) {
        return Optional.empty();
      }
      folder.reset(reader, at);
      if (!isFound(folder, NameBytes.bytes(name))) {
        return Optional.empty();
      }
      mode = String.format("%06o", folder.getEntryRawMode());
      at = folder.getEntryObjectId();
    }
    return Optional.of(new TreeEntry(mode, at.name()));
  }

  /** Goes to it; what JGit has for this passes by folders. */
  private static boolean isFound(CanonicalTreeParser folder, byte[] name) {
    byte[] here = new byte[name.length];
    for (; !folder.eof(); folder.next(1)) {
      if (folder.getNameLength() == name.length) {
        folder.getName(here, 0);
        if (Arrays.equals(here, name)) {
          return true;
        }
      }
    }
    return false;
  }
}
