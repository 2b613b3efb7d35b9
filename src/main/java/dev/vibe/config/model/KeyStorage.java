package dev.vibe.config.model;

import dev.vibe.config.ConfigDraft.KeyPlace;
import dev.vibe.config.KeySource;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.problem.VibeException;
import java.io.IOException;
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
    Path file = configFolder.resolve("keys").resolve(account);
    AtomicFile.write(file, key + "\n", Rights.OWNER_ONLY, Flush.SOMETIME);
    return new KeyPlace.File(file.toString());
  }

  private static boolean reads(KeySource source, String key) {
    try {
      return new KeyReader(KeyReader.COMMAND_LIMIT).read(source).reveal().equals(key);
    } catch (VibeException e) {
      return false;
    }
  }
}
