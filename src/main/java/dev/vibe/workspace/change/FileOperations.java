package dev.vibe.workspace.change;

import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.workspace.content.Content;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Port for what a change set does to the disk, one method for each step at which it can fail or be
 * cut off. Links are never followed at the last name of a path.
 */
interface FileOperations extends Closeable {

  /** What a stamp is of a name that nothing has. */
  String ABSENT = "absent";

  /** What a stamp is of a link, folder or device, and of anything in a folder behind a link. */
  String NO_FILE = "no file";

  /**
   * Identity, size and time of a file, as a text to compare; {@link #ABSENT} or {@link #NO_FILE}.
   */
  String stamp(Path file) throws IOException;

  byte[] read(Path file) throws IOException;

  /** How many names the file has. */
  int names(Path file) throws IOException;

  /** False when nobody may write the file, though the process might be able to. */
  boolean writable(Path file) throws IOException;

  /**
   * Makes a folder that was not there.
   *
   * @param draft a free name, directly in the folder that the file belongs to, which it may have
   *     until it is in its place
   */
  void createFolder(Path folder, Path draft) throws IOException;

  /**
   * Makes a file that was not there and does not return before its content is on the disk.
   *
   * @param like mode, owner and extended attributes are taken from this file if it exists
   */
  void writeNew(Path file, Content.Present content, Path like) throws IOException;

  /** Renames, replacing what the target names; atomic. */
  void move(Path from, Path to) throws IOException;

  void delete(Path file) throws IOException;

  /** Deletes an empty folder, and nothing else. */
  void deleteFolder(Path folder) throws IOException;

  /** Does not return before the names in a folder are on the disk. */
  void syncFolder(Path folder) throws IOException;

  /** Adds to a journal; with {@link Flush#AT_ONCE} not before it is on the disk does it return. */
  void append(ChangeJournal journal, String text, Flush flush) throws IOException;
}
