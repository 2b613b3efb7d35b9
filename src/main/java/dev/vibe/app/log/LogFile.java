package dev.vibe.app.log;

import dev.vibe.net.Redaction;
import dev.vibe.text.SecretMask;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * File that all that is logged goes to, and nowhere else. It is made with the first line; a log
 * that cannot be written is given up in silence, because logging is not output. Thread-safe.
 */
final class LogFile {

  /** At this size the log is moved aside once, over the one moved before. */
  private static final long LARGEST = 5 << 20;

  private static final String OWN = "dev.vibe";

  private final Path file;
  private final Level level;
  private final SecretMask secrets;
  private final Clock clock = Clock.systemUTC();
  private boolean broken;

  /**
   * @param level of what is written of the product's own lines; of libraries, warnings and errors
   *     are
   * @param secrets that no line shows
   */
  LogFile(Path file, Level level, SecretMask secrets) {
    this.file = file;
    this.level = level;
    this.secrets = secrets;
  }

  boolean takes(String logger, Level wanted) {
    return wanted.toInt() >= (logger.startsWith(OWN) ? level : Level.WARN).toInt();
  }

  synchronized void write(Level level, String logger, String message, @Nullable Throwable thrown) {
    if (broken) {
      return;
    }
    try {
      prepare();
      Files.writeString(
          file,
          line(level, logger, message, thrown),
          StandardCharsets.UTF_8,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      broken = true;
    }
  }

  private void prepare() throws IOException {
    if (Files.exists(file) && Files.size(file) > LARGEST) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(file)) {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  private String line(Level level, String logger, String message, @Nullable Throwable thrown) {
    StringBuilder out = new StringBuilder();
    out.append(clock.instant().atOffset(ZoneOffset.UTC)).append(' ');
    out.append(level).append(' ').append(logger).append(": ");
    out.append(message).append('\n');
    if (thrown != null) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      out.append(trace);
    }
    return Redaction.BY_LOOKS.apply(secrets.redact(out.toString()));
  }
}
