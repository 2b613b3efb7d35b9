package dev.vibe.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * Writer that replaces a file as a whole: whoever reads it, and whoever comes after a process that
 * was killed, finds the old file or the new one. The new one is written beside it under a name of
 * its own, so that writers at the same moment do not mix; it stays only where the process dies.
 */
public final class AtomicFile {

  /** Begins the name of a file that is being written. */
  private static final String DRAFT = ".new-";

  /** Rights on a file: who may read it. */
  public enum Rights {
    /** Its owner alone (0600), and missing folders are made for its owner alone (0700). */
    OWNER_ONLY,
    /** Whoever may read what the user makes, by the process's umask; the same for folders. */
    USUAL
  }

  /** Choice of when a file is on the disk. */
  public enum Flush {
    /** When the call returns, so that something else may name it. */
    AT_ONCE,
    /** Whenever the system writes it; what a power cut takes can be done without. */
    SOMETIME
  }

  private AtomicFile() {}

  /** As UTF-8. */
  public static void write(Path file, String text, Rights rights, Flush flush) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8), rights, flush);
  }

  /** Makes the folders it needs; one that is there stays as it is. Interrupts do not break it. */
  public static void write(Path file, byte[] bytes, Rights rights, Flush flush) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
    makeFolder(folder, rights);
    Path draft = draft(folder, rights);
    try {
      try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
        out.write(bytes);
        if (flush == Flush.AT_ONCE) {
          out.getFD().sync();
        }
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
  }

  /** Whether a file of this name is one that was not written to its end, or is being written. */
  public static boolean isDraft(String name) {
    return name.startsWith(DRAFT);
  }

  private static void makeFolder(Path folder, Rights rights) throws IOException {
    switch (rights) {
      case OWNER_ONLY -> OwnerOnly.folder(folder);
      case USUAL -> Files.createDirectories(folder);
    }
  }

  /** A name with the time in it. */
  private static Path draft(Path folder, Rights rights) throws IOException {
    while (true) {
      Path draft = folder.resolve(DRAFT + Long.toHexString(System.nanoTime()));
      try {
        switch (rights) {
          case OWNER_ONLY -> OwnerOnly.file(draft);
          case USUAL -> Files.createFile(draft);
        }
        return draft;
      } catch (FileAlreadyExistsException e) {
        // The time was another's, too; the next will do.
      }
    }
  }
}
