package dev.vibe.workspace.change;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Implementation of a folder handle by an open folder of the system.
 *
 * @param key identity of the folder
 */
record HeldFolder(SecureDirectoryStream<Path> stream, Path path, Object key)
    implements FolderHandle {

  private static final Path ITSELF = Path.of(".");
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  /** A folder that was opened; closed again when it cannot be looked at. */
  static HeldFolder of(SecureDirectoryStream<Path> stream, Path path) throws IOException {
    try {
      BasicFileAttributes now =
          stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
      return new HeldFolder(stream, path, Objects.requireNonNull(now.fileKey()));
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  @Override
  public boolean isAtItsPath() throws IOException {
    return key.equals(
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey());
  }

  @Override
  public BasicFileAttributes attributes(Path name) throws IOException {
    return view(name, BasicFileAttributeView.class).readAttributes();
  }

  private <V extends BasicFileAttributeView> V view(Path name, Class<V> type) {
    return stream.getFileAttributeView(name, type, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public byte[] read(Path name) throws IOException {
    try (SeekableByteChannel channel = stream.newByteChannel(name, READ)) {
      return Channels.newInputStream(channel).readAllBytes();
    }
  }

  @Override
  public FileChannel create(Path name, FileAttribute<?>... attributes) throws IOException {
    return file(stream.newByteChannel(name, CREATE, attributes));
  }

  /** The platform gives channels of files; only those can be flushed. */
  private static FileChannel file(SeekableByteChannel channel) throws IOException {
    if (channel instanceof FileChannel file) {
      return file;
    }
    channel.close();
    throw new IOException("a file cannot be flushed");
  }

  @Override
  public Set<PosixFilePermission> permissions(Path name) throws IOException {
    return view(name, PosixFileAttributeView.class).readAttributes().permissions();
  }

  @Override
  public void permissions(Path name, Set<PosixFilePermission> permissions) throws IOException {
    view(name, PosixFileAttributeView.class).setPermissions(permissions);
  }

  @Override
  public void move(Path name, FolderHandle into, Path newName) throws IOException {
    switch (into) {
      case HeldFolder held -> stream.move(name, held.stream, newName);
      case PathFolder other -> throw new IOException(other.path() + " cannot be held open");
    }
  }

  @Override
  public void delete(Path name) throws IOException {
    stream.deleteFile(name);
  }

  @Override
  public void deleteFolder(Path name) throws IOException {
    stream.deleteDirectory(name);
  }

  /** A link in its place is {@link WriteProblem.Stale}: the path was without links. */
  @Override
  public HeldFolder folder(Path name) throws IOException {
    Path below = path.resolve(name);
    try {
      requireFolder(name, below);
      return of(stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS), below);
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(below.toString());
    } catch (FileSystemException e) {
      requireFolder(name, below);
      throw e;
    }
  }

  /** Before opening, because opening a pipe would wait for its other end. */
  private void requireFolder(Path name, Path below) throws IOException {
    BasicFileAttributes found = attributes(name);
    if (found.isSymbolicLink()) {
      throw new WriteProblem.Stale();
    }
    if (!found.isDirectory()) {
      throw new NotDirectoryException(below.toString());
    }
  }

  @Override
  public List<Path> names() {
    List<Path> names = new ArrayList<>();
    stream.forEach(entry -> names.add(entry.getFileName()));
    return names;
  }

  @Override
  public void sync() throws IOException {
    try (FileChannel channel = file(stream.newByteChannel(ITSELF, READ))) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
