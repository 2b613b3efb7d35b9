package dev.vibe.provider.openai;

import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.file.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Port by which what was learned of endpoints is kept between sessions. Never throws; may be lost.
 */
public sealed interface EndpointProfileStore {

  /** What was kept; empty when nothing was. */
  String load(String endpoint);

  void save(String endpoint, String text);

  /** Forgets at once. */
  record None() implements EndpointProfileStore {
    @Override
    public String load(String endpoint) {
      return "";
    }

    @Override
    public void save(String endpoint, String text) {}
  }

  /** One small file for each endpoint, replaced in one step. */
  record Folder(Path path) implements EndpointProfileStore {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointProfileStore.class);
    private static final int LARGEST = 64 * 1024;

    @Override
    public String load(String endpoint) {
      Path file = file(endpoint);
      try {
        return Files.exists(file) && Files.size(file) <= LARGEST ? Files.readString(file) : "";
      } catch (IOException e) {
        LOG.debug("cannot read {}", file, e);
        return "";
      }
    }

    @Override
    public void save(String endpoint, String text) {
      Path file = file(endpoint);
      try {
        OwnerOnly.folder(path);
        AtomicFile.write(file, text, Rights.OWNER_ONLY, Flush.SOMETIME);
      } catch (IOException e) {
        LOG.debug("cannot write {}", file, e);
      }
    }

    private Path file(String endpoint) {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(endpoint.getBytes(StandardCharsets.UTF_8));
        return path.resolve(HexFormat.of().formatHex(hash, 0, 8) + ".json");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
