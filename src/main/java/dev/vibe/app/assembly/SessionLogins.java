package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.ConfigDraft.KeyPlace;
import dev.vibe.config.KeySource;
import dev.vibe.config.model.KeyReader;
import dev.vibe.config.model.KeyStorage;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.file.BoundedFile;
import dev.vibe.file.ProcessLock;
import dev.vibe.mcp.login.LoginVault;
import dev.vibe.problem.VibeException;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vault of the tokens of MCP servers: the keychain of the system, else a file that only its owner
 * can read. Which of the two is noted in the state folder, so that a server nobody has logged in to
 * starts no program.
 */
public record SessionLogins(HostEnvironment host) implements LoginVault {

  private static final Logger LOG = LoggerFactory.getLogger(SessionLogins.class);
  private static final Duration LOCK_LIMIT = Duration.ofSeconds(40);
  private static final String IN_FILE = "file";
  private static final String IN_KEYCHAIN = "keychain";
  private static final int LONGEST_NOTE = 100;

  /** Whether somebody has logged in to it. Looks at a name. */
  public boolean isThere(URI server) {
    return Files.exists(note(server));
  }

  @Override
  public Optional<String> read(URI server) {
    try {
      Optional<String> place = BoundedFile.text(note(server), LONGEST_NOTE).map(String::strip);
      if (place.isEmpty()) {
        return Optional.empty();
      }
      Optional<KeySource> source =
          storage()
              .source(
                  account(server),
                  place.get().equals(IN_FILE) ? KeyPlace.File.class : KeyPlace.Command.class);
      return source.map(from -> new KeyReader(KeyReader.COMMAND_LIMIT).read(from).reveal());
    } catch (IOException | VibeException e) {
      LOG.debug("cannot read the login to {}", server.getHost(), e);
      return Optional.empty();
    }
  }

  @Override
  public void keep(URI server, String secret) throws IOException, InterruptedException {
    KeyPlace place = storage().keep(account(server), secret);
    AtomicFile.write(
        note(server),
        (place instanceof KeyPlace.File ? IN_FILE : IN_KEYCHAIN) + "\n",
        Rights.OWNER_ONLY,
        Flush.AT_ONCE);
  }

  @Override
  public boolean forget(URI server) throws IOException, InterruptedException {
    boolean wasThere = Files.deleteIfExists(note(server));
    if (wasThere) {
      storage().forget(account(server));
    }
    return wasThere;
  }

  @Override
  public Closeable locked(URI server) throws IOException {
    Files.createDirectories(folder());
    return ProcessLock.await(folder().resolve(account(server) + ".lock"), LOCK_LIMIT)::close;
  }

  private KeyStorage storage() {
    return new KeyStorage(host.paths().configDir(), host.environment());
  }

  private Path folder() {
    return host.state().path().resolve("mcp").resolve("logins");
  }

  private Path note(URI server) {
    return folder().resolve(account(server));
  }

  private static String account(URI server) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(server.toString().getBytes(StandardCharsets.UTF_8));
      return "mcp-" + HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JDK has SHA-256", e);
    }
  }
}
