package dev.vibe.workspace.change;

import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.FileModes;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Set;

/** Implementation of file operations on the real disk. Stateless. */
final class DiskOperations implements FileOperations {

  /** Written at once; the platform buffers each write a second time. */
  private static final int CHUNK = 1 << 20;

  private static final int MODE_BITS = 07777;

  @Override
  public String stamp(Path file) throws IOException {
    try {
      Path folder = DraftName.parent(file);
      if (!folder.toRealPath().equals(folder)) {
        return NO_FILE;
      }
      BasicFileAttributes now =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return now.isRegularFile()
          ? now.fileKey() + " " + now.size() + " " + now.lastModifiedTime()
          : NO_FILE;
    } catch (NoSuchFileException e) {
      return ABSENT;
    }
  }

  @Override
  public byte[] read(Path file) throws IOException {
    try (InputStream in =
        Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return in.readAllBytes();
    }
  }

  @Override
  public int names(Path file) throws IOException {
    try {
      return unix(file, "nlink");
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return 1;
    }
  }

  @Override
  public boolean writable(Path file) throws IOException {
    return !FileModes.isReadOnly(file);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    Files.createDirectory(folder);
  }

  @Override
  public void writeNew(Path file, Content.Present present, Path like) throws IOException {
    byte[] content = present.bytes();
    boolean copies = Files.exists(like, LinkOption.NOFOLLOW_LINKS);
    try (FileChannel out = create(file, copies)) {
      for (int at = 0; at < content.length; ) {
        at += out.write(ByteBuffer.wrap(content, at, Math.min(CHUNK, content.length - at)));
      }
      if (copies) {
        copyAttributes(like, file);
      }
      setMode(file, present.mode());
      out.force(true);
    }
  }

  /** Content of a private file is private from the first byte. */
  private static FileChannel create(Path file, boolean privately) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileAttribute<?>[] attributes =
        privately && FileModes.areKnown(file)
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return FileChannel.open(file, options, attributes);
  }

  private static void copyAttributes(Path from, Path to) throws IOException {
    try {
      copyExtended(from, to);
      for (String owner : new String[] {"gid", "uid"}) {
        if (unix(from, owner) != unix(to, owner)) {
          setOwner(to, owner, unix(from, owner));
        }
      }
      int mode = unix(from, "mode") & MODE_BITS;
      Files.setAttribute(to, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      to.toFile().setExecutable(Files.isExecutable(from));
    }
  }

  /** As Git does: whoever may read it may run it, or nobody may. */
  private static void setMode(Path file, Content.Mode mode) throws IOException {
    if (mode == Content.Mode.AS_IT_IS) {
      return;
    }
    boolean runs = mode == Content.Mode.EXECUTABLE;
    try {
      int bits = unix(file, "mode") & MODE_BITS;
      int executable = (bits & 0444) >> 2;
      Files.setAttribute(file, "unix:mode", runs ? bits | executable : bits & ~0111);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      file.toFile().setExecutable(runs);
    }
  }

  private static int unix(Path file, String attribute) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:" + attribute, LinkOption.NOFOLLOW_LINKS);
  }

  /** Only the superuser can give a file away; for others the file becomes their own. */
  private static void setOwner(Path file, String which, int id) {
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
          Files.getFileAttributeView(from, UserDefinedFileAttributeView.class);
      UserDefinedFileAttributeView target =
          Files.getFileAttributeView(to, UserDefinedFileAttributeView.class);
      for (String name : source.list()) {
        ByteBuffer value = ByteBuffer.allocate(source.size(name));
        source.read(name, value);
        target.write(name, value.flip());
      }
    } catch (IOException | UnsupportedOperationException e) {
      return;
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.delete(file);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    if (File.separatorChar == '\\') {
      return; // Windows has no handle of a folder to flush
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void append(ChangeJournal journal, String text, Flush flush) throws IOException {
    journal.append(text, flush);
  }
}
