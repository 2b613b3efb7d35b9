package dev.vibe.session;

import dev.vibe.conversation.Part;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Store of the images of a session, in a folder beside its log: one file each, by the SHA-256 of
 * what is in it, however often it is said. The log only names them.
 *
 * @param session the session's folder
 */
record SessionImages(Path session) {

  private static final Logger LOG = LoggerFactory.getLogger(SessionImages.class);
  private static final String FOLDER = "images";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** Whole and on the disk when this returns, so that what names it may be written. */
  void keep(Part.Image image) throws IOException {
    byte[] bytes = image.bytes();
    Path file = file(Part.Image.sha256(bytes));
    if (Files.exists(file)) {
      return;
    }
    AtomicFile.write(file, bytes, Rights.OWNER_ONLY, Flush.AT_ONCE);
  }

  /** An image as base64; empty when it is gone or no longer what it was. */
  Optional<String> base64(String sha256) {
    if (!SHA256.matcher(sha256).matches()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.readAllBytes(file(sha256));
      return Part.Image.sha256(bytes).equals(sha256)
          ? Optional.of(Base64.getEncoder().encodeToString(bytes))
          : Optional.empty();
    } catch (IOException e) {
      LOG.warn("an image of a session cannot be read: {}", e.toString());
      return Optional.empty();
    }
  }

  private Path file(String sha256) {
    return folder().resolve(sha256);
  }

  private Path folder() {
    return session.resolve(FOLDER);
  }
}
