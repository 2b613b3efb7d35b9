package dev.vibe.config.model;

import dev.vibe.config.ConfigDraft.KeyPlace;
import dev.vibe.config.KeySource;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Writer of a key to where only its owner can get it: the keychain, else a file (0600). */
public record KeyStorage(Path configFolder, Map<String, String> environment) {

  /**
   * Keeps the key and reads it back, so that what does not work shows now.
   *
   * @param account whose key it is, e.g. {@code mistral}
   * @throws IOException when not even the file can be written
   */
  public KeyPlace keep(String account, String key) throws IOException, InterruptedException {
    Optional<Keychain> keychain = Keychain.of(environment);
    if (keychain.isPresent()
        && keychain.get().store(account, key)
        && reads(new KeySource.Command(keychain.get().reading(account)), key)) {
      return new KeyPlace.Command(keychain.get().reading(account));
    }
    Path file = file(account);
    AtomicFile.write(file, key + "\n", Rights.OWNER_ONLY, Flush.SOMETIME);
    return new KeyPlace.File(file.toString());
  }

  /**
   * Where a key is that {@link #keep} has put into the keychain, or into a file. Whether it is
   * there is not looked at.
   */
  public Optional<KeySource> source(String account, Class<? extends KeyPlace> place) {
    return place == KeyPlace.File.class
        ? Optional.of(new KeySource.File(file(account)))
        : Keychain.of(environment)
            .map(keychain -> new KeySource.Command(keychain.reading(account)));
  }

  /** Takes the key away from both places. Blocks. */
  public void forget(String account) throws IOException, InterruptedException {
    Files.deleteIfExists(file(account));
    Optional<Keychain> keychain = Keychain.of(environment);
    if (keychain.isPresent()) {
      keychain.get().forget(account);
    }
  }

  private Path file(String account) {
    return configFolder.resolve("keys").resolve(account);
  }

  private static boolean reads(KeySource source, String key) {
    try {
      return new KeyReader(KeyReader.COMMAND_LIMIT).read(source).reveal().equals(key);
    } catch (VibeException e) {
      return false;
    }
  }
}
