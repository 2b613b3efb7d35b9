package dev.vibe.mcp.login;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Port to where the tokens of a server are kept, by its URL. Thread-safe. */
public interface LoginVault {

  /** Holds nothing, and keeps nothing. */
  LoginVault NONE =
      new LoginVault() {
        @Override
        public Optional<String> read(URI server) {
          return Optional.empty();
        }

        @Override
        public void keep(URI server, String secret) throws IOException {
          throw new IOException("nothing is kept here");
        }

        @Override
        public boolean forget(URI server) {
          return false;
        }

        @Override
        public Closeable locked(URI server) {
          return () -> {};
        }
      };

  /** What was kept; empty when nothing was, or it cannot be read. Blocks, some seconds at most. */
  Optional<String> read(URI server);

  /**
   * Keeps it in the place of what was there. Blocks.
   *
   * @param secret one line of letters, digits, hyphens and underscores
   * @throws IOException when it cannot be kept
   */
  void keep(URI server, String secret) throws IOException, InterruptedException;

  /**
   * Takes it away. Blocks.
   *
   * @return whether there was something
   */
  boolean forget(URI server) throws IOException, InterruptedException;

  /**
   * Keeps other processes from renewing the same tokens meanwhile. Blocks for some seconds.
   *
   * @throws IOException when it is not to be had
   */
  Closeable locked(URI server) throws IOException;
}
