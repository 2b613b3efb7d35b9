package dev.vibe.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Reader of small files that may turn out to be anything. */
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

  /**
   * All of a file, whatever is in it.
   *
   * @throws IOException that names the file when it cannot be read or is larger than {@code most}
   *     bytes
   */
  public static byte[] bytes(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw tooLarge(file, most);
      }
      return bytes;
    }
  }

  /**
   * For a library that reads a file by itself; one that is not there is no matter.
   *
   * @throws IOException that names the file when it is larger than {@code most} bytes
   */
  public static void check(Path file, int most) throws IOException {
    if (file.toFile().length() > most) {
      throw tooLarge(file, most);
    }
  }

  private static IOException tooLarge(Path file, int most) {
    return new FileSystemException(file.toString(), null, "it is larger than " + most + " bytes");
  }
}
