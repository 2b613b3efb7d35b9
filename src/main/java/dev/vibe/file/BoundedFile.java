package dev.vibe.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Reads small text files that may turn out to be anything. */
public final class BoundedFile {

  private BoundedFile() {}

  /**
   * The file's text, without a byte order mark; empty when there is no such file.
   *
   * @throws IOException when it cannot be read, is larger than {@code limit} bytes, is not a
   *     regular file (a pipe would block), is a link to nothing or in a loop, or is not UTF-8
   */
  public static Optional<String> text(Path path, int limit) throws IOException {
    if (!isThere(path)) {
      return Optional.empty();
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(limit + 1);
    }
    if (bytes.length > limit) {
      throw new IOException("it is larger than " + limit + " bytes");
    }
    ByteBuffer source = ByteBuffer.wrap(bytes);
    CharBuffer target = CharBuffer.allocate(bytes.length);
    CoderResult end = StandardCharsets.UTF_8.newDecoder().decode(source, target, true);
    String text = target.flip().toString();
    if (end.isError()) {
      long line = text.chars().filter(c -> c == '\n').count() + 1;
      throw new IOException("it is not UTF-8 (line " + line + ")");
    }
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private static boolean isThere(Path path) throws IOException {
    try {
      if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
        throw new IOException("it is not a regular file");
      }
      return true;
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(path)) {
        throw new IOException("it is a link to nothing", e);
      }
      return false;
    }
  }

  /** Why, in one clause without the path. */
  public static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case FileSystemException file when file.getReason() != null -> file.getReason();
      case IOException other -> String.valueOf(other.getMessage());
    };
  }
}
