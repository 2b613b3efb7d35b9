package dev.vibe.workspace.change;

import dev.vibe.workspace.content.FileModes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Rules for mode, owner and extended attributes of what takes a file's place. Most of them the
 * platform reads and sets by path only: what is read must be of the file that the handle has, and
 * what is set is set on a name that nobody else knows.
 */
final class ExtraAttributes {

  private static final int MODE_BITS = 07777;
  private static final int SPECIAL_BITS = 07000;
  private static final int GROUP_INHERITED = 02000;

  private ExtraAttributes() {}

  /** Attributes of a file as the system numbers them. */
  private record Unix(int mode, int uid, int gid, Object key) {

    static Unix of(Path file) throws IOException {
      Map<String, Object> found =
          Files.readAttributes(file, "unix:mode,uid,gid,fileKey", LinkOption.NOFOLLOW_LINKS);
      return new Unix(
          number(found, "mode") & MODE_BITS,
          number(found, "uid"),
          number(found, "gid"),
          Objects.requireNonNull(found.get("fileKey")));
    }

    private static int number(Map<String, Object> found, String name) {
      return (Integer) Objects.requireNonNull(found.get(name));
    }
  }

  /** Gives a new file those of another in the same folder. */
  static void copy(FolderHandle folder, Path from, Path to) throws IOException {
    Path source = folder.path().resolve(from);
    Path target = folder.path().resolve(to);
    if (!FileModes.areKnown(source)) {
      target.toFile().setExecutable(Files.isExecutable(source));
      return;
    }
    Unix old = same(folder, from);
    Unix now = same(folder, to);
    copyExtended(source, target);
    if (old.gid() != now.gid()) {
      set(target, "gid", old.gid());
    }
    if (old.uid() != now.uid()) {
      set(target, "uid", old.uid());
    }
    if ((old.mode() & SPECIAL_BITS) == 0) {
      folder.permissions(to, permissions(old.mode()));
    } else {
      Files.setAttribute(target, "unix:mode", old.mode(), LinkOption.NOFOLLOW_LINKS);
    }
    same(folder, from);
    same(folder, to);
  }

  /** Gives a new folder the group that it would have got in another one. */
  static void inherit(FolderHandle parent, Path draft) throws IOException {
    if (!FileModes.areKnown(draft)) {
      return;
    }
    Unix above = Unix.of(parent.path());
    Unix now = Unix.of(draft);
    boolean inherits = (above.mode() & GROUP_INHERITED) != 0;
    if (inherits && above.gid() != now.gid()) {
      set(draft, "gid", above.gid());
    }
    int mode = inherits ? now.mode() | GROUP_INHERITED : now.mode() & ~GROUP_INHERITED;
    if (mode != now.mode()) {
      Files.setAttribute(draft, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Those that the path leads to, if it leads to what the handle has. */
  private static Unix same(FolderHandle folder, Path name) throws IOException {
    Unix found = Unix.of(folder.path().resolve(name));
    if (!found.key().equals(folder.attributes(name).fileKey())) {
      throw new WriteProblem.Stale();
    }
    return found;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    PosixFilePermission[] all = PosixFilePermission.values();
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < all.length; i++) {
      if ((mode >> (all.length - 1 - i) & 1) == 1) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }

  /** Only the superuser can give a file away; for others the file becomes their own. */
  private static void set(Path file, String which, int id) {
    try {
      Files.setAttribute(file, "unix:" + which, id, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return;
    }
  }

  /** As far as the file system has them and lets them be set. */
  private static void copyExtended(Path from, Path to) {
    try {
      UserDefinedFileAttributeView source =
          Files.getFileAttributeView(
              from, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      if (source.list().isEmpty()) {
        return;
      }
      UserDefinedFileAttributeView target =
          Files.getFileAttributeView(
              to, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      for (String name : source.list()) {
        ByteBuffer value = ByteBuffer.allocate(source.size(name));
        source.read(name, value);
        target.write(name, value.flip());
      }
    } catch (IOException | UnsupportedOperationException e) {
      return;
    }
  }
}
