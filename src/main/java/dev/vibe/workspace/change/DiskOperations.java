package dev.vibe.workspace.change;

import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.FileName;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.FileModes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Implementation of file operations on the real disk, through handles of folders: a link that takes
 * the place of a folder meanwhile makes them fail, and leads nowhere. Owned by one change set.
 */
final class DiskOperations implements FileOperations {

  /** Written at once; the platform buffers each write a second time. */
  private static final int CHUNK = 1 << 20;

  private static final FileAttribute<?>[] PRIVATE = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
  };

  private static final FileAttribute<?>[] USUAL = {};

  private final FolderHandles folders;

  /**
   * On files below these folders.
   *
   * @param bases real paths, see {@link FolderHandles}
   */
  DiskOperations(List<Path> bases) {
    this.folders = new FolderHandles(bases);
  }

  /** Something that the platform makes by its path only. */
  @FunctionalInterface
  private interface Maker {
    void make(Path path) throws IOException;
  }

  private FolderHandle folder(Path file) throws IOException {
    return folders.of(DraftName.parent(file));
  }

  @Override
  public String stamp(Path file) throws IOException {
    try {
      BasicFileAttributes now =
          folders.now(DraftName.parent(file)).attributes(DraftName.name(file));
      return now.isRegularFile()
          ? now.fileKey() + " " + now.size() + " " + now.lastModifiedTime()
          : NO_FILE;
    } catch (NoSuchFileException e) {
      return ABSENT;
    } catch (WriteProblem.Stale e) {
      return NO_FILE;
    }
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return folder(file).read(DraftName.name(file));
  }

  @Override
  public int names(Path file) throws IOException {
    try {
      return (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return 1;
    }
  }

  @Override
  public boolean writable(Path file) throws IOException {
    return !FileModes.isReadOnly(file);
  }

  @Override
  public void createFolder(Path folder, Path draft) throws IOException {
    FolderHandle into = folder(folder);
    if (isMadeInPlace(folder, into)) {
      Files.createDirectory(folder);
    } else {
      place(folder, draft, path -> createLike(into, path));
    }
  }

  /**
   * Whether it is made by its path at once: in the folder to begin at, in one that cannot be held,
   * and in one that a person let in by its path.
   */
  private boolean isMadeInPlace(Path path, FolderHandle folder) throws IOException {
    Path base = folders.base(path);
    if (!folder.isAtItsPath()) {
      throw new WriteProblem.Stale();
    }
    return switch (folder) {
      case PathFolder byPath -> true;
      case HeldFolder held -> held.path().equals(base) || base.getNameCount() == 0;
    };
  }

  /** It belongs to the group that it would have if it were made in its folder. */
  private static void createLike(FolderHandle parent, Path draft) throws IOException {
    Files.createDirectory(draft);
    ExtraAttributes.inherit(parent, draft);
  }

  /** Makes the name a link; replaces a file or a link, never a folder. */
  void link(Path name, String target) throws IOException {
    Path beside =
        isMadeInPlace(name, folder(name)) ? name : folders.base(name).resolve(DraftName.name(name));
    place(
        name,
        DraftName.beside(beside, target),
        path -> Files.createSymbolicLink(path, FileName.path(target)));
  }

  /** Renames, unless a folder would be replaced. */
  void replace(Path draft, Path name) throws IOException {
    try {
      requireNoFolder(name);
      move(draft, name);
    } catch (IOException e) {
      folder(draft).delete(DraftName.name(draft));
      throw e;
    }
  }

  private void requireNoFolder(Path name) throws IOException {
    try {
      if (folder(name).attributes(DraftName.name(name)).isDirectory()) {
        throw new IOException(name + " is a folder");
      }
    } catch (NoSuchFileException e) {
      // free
    }
  }

  /**
   * Makes something in the folder to begin at, which nobody moves, and renames it from there into
   * its place. Where another disk is mounted in between, it is made in its folder by path: moved
   * meanwhile, an empty thing with a name of ours may be left elsewhere for a moment.
   */
  private void place(Path target, Path draft, Maker maker) throws IOException {
    try {
      makeAndMove(target, draft, maker);
    } catch (AtomicMoveNotSupportedException e) {
      makeAndMove(target, DraftName.beside(target, draft.toString()), maker);
    }
  }

  private void makeAndMove(Path target, Path draft, Maker maker) throws IOException {
    maker.make(draft);
    try {
      requireNoFolder(target);
      move(draft, target);
    } catch (IOException e) {
      Files.deleteIfExists(draft); // by path, as it was made
      throw e;
    }
  }

  @Override
  public void writeNew(Path file, Content.Present present, Path like) throws IOException {
    byte[] content = present.bytes();
    FolderHandle folder = folder(file);
    Path name = DraftName.name(file);
    boolean copies = isThere(folder, DraftName.name(like));
    boolean privately = copies && FileModes.areKnown(file);
    try (FileChannel out = folder.create(name, privately ? PRIVATE : USUAL)) {
      for (int at = 0; at < content.length; ) {
        at += out.write(ByteBuffer.wrap(content, at, Math.min(CHUNK, content.length - at)));
      }
      if (copies) {
        ExtraAttributes.copy(folder, DraftName.name(like), name);
      }
      setMode(folder, name, present.mode());
      out.force(true);
    }
  }

  private static boolean isThere(FolderHandle folder, Path name) throws IOException {
    try {
      folder.attributes(name);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** As Git does: whoever may read it may run it, or nobody may. */
  private static void setMode(FolderHandle folder, Path name, Content.Mode mode)
      throws IOException {
    if (mode == Content.Mode.AS_IT_IS) {
      return;
    }
    boolean runs = mode == Content.Mode.EXECUTABLE;
    if (!FileModes.areKnown(folder.path())) {
      folder.path().resolve(name).toFile().setExecutable(runs);
      return;
    }
    Set<PosixFilePermission> permissions = EnumSet.copyOf(folder.permissions(name));
    adapt(permissions, PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE, runs);
    adapt(permissions, PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE, runs);
    adapt(permissions, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE, runs);
    folder.permissions(name, permissions);
  }

  private static void adapt(
      Set<PosixFilePermission> permissions,
      PosixFilePermission read,
      PosixFilePermission execute,
      boolean runs) {
    if (!runs) {
      permissions.remove(execute);
    } else if (permissions.contains(read)) {
      permissions.add(execute);
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    folder(from).move(DraftName.name(from), folder(to), DraftName.name(to));
  }

  @Override
  public void delete(Path file) throws IOException {
    folder(file).delete(DraftName.name(file));
  }

  @Override
  public void deleteFolder(Path folder) throws IOException {
    folder(folder).deleteFolder(DraftName.name(folder));
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    folders.of(folder).sync();
  }

  @Override
  public void append(ChangeJournal journal, String text, Flush flush) throws IOException {
    journal.append(text, flush);
  }

  @Override
  public void close() throws IOException {
    folders.close();
  }
}
