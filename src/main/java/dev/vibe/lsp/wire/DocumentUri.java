package dev.vibe.lsp.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;

/** URIs of documents. Two that are spelled differently may name one file; its path tells. */
public final class DocumentUri {

  private DocumentUri() {}

  /** As editors write it: {@code file:///a/b%20c.txt}, a folder without a slash at its end. */
  public static String of(Path file) {
    String uri = file.toAbsolutePath().toUri().toASCIIString();
    return uri.endsWith("/") && uri.length() > "file:///".length()
        ? uri.substring(0, uri.length() - 1)
        : uri;
  }

  /** The file; empty where a document is none, such as an {@code untitled:} one. */
  public static Optional<Path> path(String uri) {
    try {
      URI parsed = new URI(uri);
      boolean isFile =
          "file".equalsIgnoreCase(parsed.getScheme())
              && (parsed.getRawAuthority() == null || parsed.getRawAuthority().isEmpty())
              && parsed.getPath() != null;
      return isFile
          ? Optional.of(Path.of(new URI("file", null, parsed.getPath(), null)).normalize())
          : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty(); // names no file of this machine
    }
  }
}
