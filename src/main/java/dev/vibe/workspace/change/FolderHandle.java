package dev.vibe.workspace.change;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/**
 * Handle of a folder. What is done to a name is done in that folder, also when a link has taken its
 * place, or that of a folder above it, meanwhile; no link at the name itself is followed. Names are
 * single. Not thread-safe; a change set owns its own.
 */
sealed interface FolderHandle extends Closeable permits HeldFolder, PathFolder {

  Path path();

  /** Whether its path still leads to it. */
  boolean isAtItsPath() throws IOException;

  BasicFileAttributes attributes(Path name) throws IOException;

  byte[] read(Path name) throws IOException;

  /** Makes a file that was not there, to be written. */
  FileChannel create(Path name, FileAttribute<?>... attributes) throws IOException;

  /** The nine bits of a mode that the platform names. */
  Set<PosixFilePermission> permissions(Path name) throws IOException;

  void permissions(Path name, Set<PosixFilePermission> permissions) throws IOException;

  /** Renames into another folder, replacing what the name stands for there; atomic. */
  void move(Path name, FolderHandle into, Path newName) throws IOException;

  /** Deletes a file or a link. */
  void delete(Path name) throws IOException;

  /** Deletes an empty folder, and nothing else. */
  void deleteFolder(Path name) throws IOException;

  /** A folder in it, to be closed. */
  FolderHandle folder(Path name) throws IOException;

  /** What is in it; to be asked once. */
  List<Path> names() throws IOException;

  /** Does not return before its names are on the disk. */
  void sync() throws IOException;
}
