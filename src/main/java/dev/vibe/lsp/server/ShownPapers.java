package dev.vibe.lsp.server;

import dev.vibe.file.FolderDeletion;
import dev.vibe.lsp.wire.DocumentUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Papers that are brought up in an editor: diffs and plans, as files of a private folder that goes
 * when the editor does. Thread-safe.
 */
final class ShownPapers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShownPapers.class);

  private final Path temporary;

  /** Made with the first paper; guarded by this object, as the count. */
  private Optional<Path> folder = Optional.empty();

  private int count;

  /**
   * Makes nothing yet.
   *
   * @param temporary folder to make ours in
   */
  ShownPapers(Path temporary) {
    this.temporary = temporary;
  }

  /** The URI of a new paper; empty when it cannot be written. */
  synchronized Optional<String> add(String name, String extension, String text) {
    try {
      Path place =
          folder.isPresent() ? folder.get() : Files.createTempDirectory(temporary, "vibe-lsp-");
      folder = Optional.of(place);
      Path paper = place.resolve(name + "-" + ++count + extension);
      Files.writeString(paper, text);
      return Optional.of(DocumentUri.of(paper));
    } catch (IOException e) {
      LOG.warn("nothing can be shown as a document", e);
      return Optional.empty();
    }
  }

  @Override
  public synchronized void close() {
    folder.ifPresent(
        place -> {
          try {
            FolderDeletion.of(place);
          } catch (IOException e) {
            LOG.warn("{} stays", place, e);
          }
        });
    folder = Optional.empty();
  }
}
