package dev.vibe.file;

import dev.vibe.text.NameBytes;
import dev.vibe.text.QuotedName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Converter between paths and their texts that loses no byte of a name that is not UTF-8. Java's
 * own puts U+FFFD in the place of one, and what it makes of that text is another file; but a path
 * holds bytes, and as a URI it tells and takes all of them.
 */
public final class FileName {

  private static final String SCHEME = "file://";

  private FileName() {}

  /** The text of a path, with {@code /} between names; see {@link NameBytes}. */
  public static String of(Path path) {
    String text = path.toString();
    if (NameBytes.isLossy(text) && isOfDisk(path.getFileSystem())) {
      return exactly(path);
    }
    String separator = path.getFileSystem().getSeparator();
    return separator.equals("/") ? text : text.replace(separator, "/");
  }

  private static boolean isOfDisk(FileSystem system) {
    return system.equals(FileSystems.getDefault()) && system.getSeparator().equals("/");
  }

  private static String exactly(Path path) {
    boolean absolute = path.isAbsolute();
    Path whole = absolute ? path : Path.of("/").resolve(path);
    String raw = whole.toUri().getRawPath();
    boolean isFolder = raw.length() > 1 && raw.endsWith("/"); // of one that is there now
    String encoded = raw.substring(absolute ? 0 : 1, raw.length() - (isFolder ? 1 : 0));
    return NameBytes.decoded(decoded(encoded));
  }

  private static byte[] decoded(String encoded) {
    byte[] bytes = new byte[encoded.length()];
    int length = 0;
    for (int at = 0; at < encoded.length(); length++) {
      boolean isByte = encoded.charAt(at) == '%';
      bytes[length] =
          (byte) (isByte ? Integer.parseInt(encoded, at + 1, at + 3, 16) : encoded.charAt(at));
      at += isByte ? 3 : 1;
    }
    return Arrays.copyOf(bytes, length);
  }

  /**
   * The path of a text.
   *
   * @throws java.nio.file.InvalidPathException when no file can have it
   */
  public static Path path(String name) {
    if (NameBytes.isText(name)) {
      return Path.of(name);
    }
    byte[] bytes = NameBytes.bytes(name);
    StringBuilder uri = new StringBuilder(SCHEME);
    boolean absolute = name.startsWith("/");
    if (!absolute) {
      uri.append('/');
    }
    for (byte b : bytes) {
      boolean plain = b == '/' || (b > 0 && Character.isLetterOrDigit(b));
      uri.append(plain ? Character.toString(b) : "%%%02X".formatted(b & 0xff));
    }
    Path path = Path.of(URI.create(uri.toString()));
    return absolute ? path : path.subpath(0, path.getNameCount());
  }

  /** The file of that name below a folder; of an absolute one, that one. */
  public static Path in(Path folder, String name) {
    return NameBytes.isText(name) ? folder.resolve(name) : folder.resolve(path(name));
  }

  /**
   * The files that a word of a command line can mean: the one of that name, one with bytes that the
   * word shows as {@code \xe9}, and those with bytes that got lost when Java read the word.
   */
  public static List<Path> meant(Path folder, String word) {
    List<Path> found = new ArrayList<>(List.of(in(folder, word).normalize()));
    String unescaped = NameBytes.unescaped(QuotedName.read(word).orElse(word));
    if (!unescaped.equals(word)) {
      found.add(in(folder, unescaped).normalize());
    }
    Path named = found.getFirst();
    Path parent = named.getParent();
    if (NameBytes.isLossy(word) && parent != null) {
      try (Stream<Path> beside = Files.list(parent)) {
        beside.filter(each -> each.toString().equals(named.toString())).forEach(found::add);
      } catch (IOException | UncheckedIOException e) {
        return found; // nothing to be seen there
      }
    }
    return found;
  }

  /** The bytes of a path, such as that of a link, as the system has them. */
  public static byte[] bytes(Path path) {
    String text = path.toString();
    return NameBytes.isLossy(text)
        ? NameBytes.bytes(of(path))
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
