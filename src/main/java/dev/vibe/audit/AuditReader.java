package dev.vibe.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reader of the records of a log, one after another, whether or not their chain holds. */
public final class AuditReader {

  private AuditReader() {}

  /** Port to whoever reads. */
  public interface Listener {

    /**
     * A record.
     *
     * @param raw its line as it stands in the file
     */
    void record(AuditLine line, String raw);

    /** A line that is no record, or was changed since it was written. */
    void noRecord(Path file, long number);
  }

  /** Blocks on disk. */
  public static void read(List<Path> files, Listener listener) throws IOException {
    for (Path file : files) {
      read(file, listener);
    }
  }

  private static void read(Path file, Listener listener) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long number = 1;
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != '\n') {
          line.write(b);
          continue;
        }
        tell(file, number++, line.toByteArray(), listener);
        line.reset();
      }
      if (line.size() > 0) {
        listener.noRecord(file, number);
      }
    }
  }

  private static void tell(Path file, long number, byte[] bytes, Listener listener) {
    Optional<AuditLine> line = AuditLine.read(bytes);
    if (line.isPresent()) {
      listener.record(line.get(), new String(bytes, StandardCharsets.UTF_8));
    } else {
      listener.noRecord(file, number);
    }
  }
}
