package dev.vibe.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * Words for why a file could not be used, one clause; the exceptions of the JDK often hold only the
 * path.
 */
public final class IoReason {

  private IoReason() {}

  /** Without the path, for a message that names it. */
  public static String of(IOException e) {
    String message = e.getMessage();
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case FileAlreadyExistsException exists -> "it is there already";
      case NoSuchFileException missing -> "no such file";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> message == null ? e.getClass().getSimpleName() : message;
    };
  }

  /** With the path where the exception knows it, for a message that cannot tell which file. */
  public static String naming(IOException e) {
    return e instanceof FileSystemException file && file.getFile() != null
        ? file.getFile() + ": " + of(e)
        : of(e);
  }
}
