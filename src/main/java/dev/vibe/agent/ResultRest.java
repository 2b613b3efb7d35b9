package dev.vibe.agent;

import dev.vibe.file.AtomicFile;
import dev.vibe.file.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeper of results that are larger than their room, each whole in a file that the model may read.
 * Owned by the session's thread.
 *
 * @param folder of the outputs of the session
 * @param mask takes out what may not be kept
 */
record ResultRest(Path folder, UnaryOperator<String> mask) {

  private static final Logger LOG = LoggerFactory.getLogger(ResultRest.class);

  /** The file that holds it; empty when it cannot be written. */
  Optional<Path> keep(String text) {
    try {
      OwnerOnly.folder(folder);
      int number = 1;
      while (Files.exists(file(number))) {
        number++;
      }
      AtomicFile.write(
          file(number), mask.apply(text), AtomicFile.Rights.OWNER_ONLY, AtomicFile.Flush.SOMETIME);
      return Optional.of(file(number));
    } catch (IOException e) {
      LOG.warn("cannot keep a result", e);
      return Optional.empty();
    }
  }

  private Path file(int number) {
    return folder.resolve("result-" + number + ".txt");
  }
}
