package dev.vibe.git.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Port to who the user is, and whose files are, by number. */
public interface FileOwners {

  /** Those that this machine knows. */
  static FileOwners ofMachine() {
    return new OfMachine();
  }

  /** False where the user of this process cannot be told by number. */
  boolean areKnown();

  int user() throws IOException;

  int of(Path path) throws IOException;

  /** By the files of this process under {@code /proc}. */
  final class OfMachine implements FileOwners {

    private static final Path SELF = Path.of("/proc/self");

    @Override
    public boolean areKnown() {
      return Files.exists(SELF);
    }

    @Override
    public int user() throws IOException {
      return of(SELF);
    }

    @Override
    public int of(Path path) throws IOException {
      return (Integer) Files.getAttribute(path, "unix:uid");
    }
  }
}
