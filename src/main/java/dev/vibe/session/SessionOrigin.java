package dev.vibe.session;

import dev.vibe.file.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Origin of a session that began as a copy of another one, kept in a file beside its log.
 *
 * @param id the other one
 * @param runs how many runs were copied
 */
public record SessionOrigin(String id, int runs) {

  private static final String FILE = "origin";

  /** Blocks on disk. */
  public void keep(Path session) throws IOException {
    OwnerOnly.write(session.resolve(FILE), id + " " + runs + "\n");
  }

  /** Empty when the session is no copy, or that cannot be told. */
  public static Optional<SessionOrigin> of(Path session) {
    try {
      String[] fields = Files.readString(session.resolve(FILE)).strip().split(" ", -1);
      return fields.length == 2
          ? Optional.of(new SessionOrigin(fields[0], Integer.parseInt(fields[1])))
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
