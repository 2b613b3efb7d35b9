package dev.vibe.session;

import dev.vibe.file.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Place of a session, kept in a file beside its log: the folder that it works in, and what tells
 * that folder from others when it has another name.
 *
 * @param folder absolute
 * @param identity its number in the file system and when it was made; empty when that is not known
 */
record SessionPlace(String folder, String identity) {

  private static final Logger LOG = LoggerFactory.getLogger(SessionPlace.class);
  private static final String FILE = "place";

  /** The folder as it is now. Blocks on disk. */
  static SessionPlace now(Path folder) {
    return new SessionPlace(folder.toString(), identity(folder));
  }

  /** Where a number is given again, the time is another; a copy has another number. */
  private static String identity(Path folder) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
      return Files.getAttribute(folder, "unix:ino") + " " + attributes.creationTime().toInstant();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return "";
    }
  }

  /** Without it a folder that was moved is not recognised, and nothing else. */
  void keep(Path session) {
    try {
      OwnerOnly.write(session.resolve(FILE), folder + "\n" + identity + "\n");
    } catch (IOException e) {
      LOG.warn("cannot keep where session {} works", session.getFileName(), e);
    }
  }

  /** Empty when the session is older than this, or it cannot be read. */
  static Optional<SessionPlace> of(Path session) {
    try {
      List<String> lines = Files.readAllLines(session.resolve(FILE));
      return lines.size() == 2
          ? Optional.of(new SessionPlace(lines.get(0), lines.get(1)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether it is that folder, whatever it was called. */
  boolean isAt(SessionPlace other) {
    return folder.equals(other.folder) || (!identity.isEmpty() && identity.equals(other.identity));
  }

  /** Whether there is no folder of that name any more. */
  boolean isGone() {
    return !Files.isDirectory(Path.of(folder));
  }
}
