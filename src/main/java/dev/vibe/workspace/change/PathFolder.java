package dev.vibe.workspace.change;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Implementation of a folder handle by a path, for systems that cannot hold folders open. Each step
 * looks whether the path has got a link just before it is taken; one that comes in between is
 * followed.
 */
record PathFolder(Path path) implements FolderHandle {

  @Override
  public boolean isAtItsPath() throws IOException {
    return path.toRealPath().equals(path);
  }

  private Path at(Path name) throws IOException {
    if (!isAtItsPath()) {
      throw new WriteProblem.Stale();
    }
    return path.resolve(name);
  }

  @Override
  public BasicFileAttributes attributes(Path name) throws IOException {
    return Files.readAttributes(at(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public byte[] read(Path name) throws IOException {
    try (InputStream in =
        Files.newInputStream(at(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return in.readAllBytes();
    }
  }

  @Override
  public FileChannel create(Path name, FileAttribute<?>... attributes) throws IOException {
    return FileChannel.open(
        at(name), Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
  }

  @Override
  public Set<PosixFilePermission> permissions(Path name) throws IOException {
    return Files.getPosixFilePermissions(at(name), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void permissions(Path name, Set<PosixFilePermission> permissions) throws IOException {
    Files.setPosixFilePermissions(at(name), permissions);
  }

  @Override
  public void move(Path name, FolderHandle into, Path newName) throws IOException {
    if (!into.isAtItsPath()) {
      throw new WriteProblem.Stale();
    }
    Files.move(at(name), into.path().resolve(newName), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path name) throws IOException {
    if (attributes(name).isDirectory()) {
      throw new FileSystemException(path.resolve(name).toString(), null, "is a folder");
    }
    Files.delete(at(name));
  }

  @Override
  public void deleteFolder(Path name) throws IOException {
    if (!attributes(name).isDirectory()) {
      throw new NotDirectoryException(path.resolve(name).toString());
    }
    Files.delete(at(name));
  }

  @Override
  public FolderHandle folder(Path name) throws IOException {
    BasicFileAttributes found = attributes(name);
    if (found.isSymbolicLink()) {
      throw new WriteProblem.Stale();
    }
    if (!found.isDirectory()) {
      throw new NotDirectoryException(path.resolve(name).toString());
    }
    return new PathFolder(path.resolve(name));
  }

  @Override
  public List<Path> names() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(Path::getFileName).toList();
    }
  }

  @Override
  public void sync() throws IOException {
    if (File.separatorChar == '\\') {
      return; // Windows has no handle of a folder to flush
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() {}
}
