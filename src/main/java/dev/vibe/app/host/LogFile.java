package dev.vibe.app.host;

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
import java.time.ZoneOffset;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Log handler that sends what is logged to a file and nowhere else. The file is made with the first
 * line; a log that cannot be written is given up in silence, because logging is not output.
 * Thread-safe.
 */
public final class LogFile extends Handler {

  /** At this size the log is moved aside once, over the one moved before. */
  private static final long LARGEST = 5 << 20;

  private final Path file;
  private final SecretMask secrets;
  private boolean broken;

  private LogFile(Path file, SecretMask secrets) {
    this.file = file;
    this.secrets = secrets;
  }

  /**
   * Takes over from the console handler that the platform starts with.
   *
   * @param level of what is written; the product's own debug lines are {@link Level#FINE}
   * @param secrets that no line shows
   */
  public static void install(Path file, Level level, SecretMask secrets) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(new LogFile(file, secrets));
    root.setLevel(Level.WARNING);
    OWN.setLevel(level);
  }

  /** Held here, because the platform forgets the level of a logger that nobody holds. */
  private static final Logger OWN = Logger.getLogger("dev.vibe");

  @Override
  public synchronized void publish(LogRecord record) {
    if (broken) {
      return;
    }
    try {
      prepare();
      Files.writeString(file, line(record), StandardCharsets.UTF_8, StandardOpenOption.APPEND);
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

  private String line(LogRecord record) {
    StringBuilder out = new StringBuilder();
    out.append(record.getInstant().atOffset(ZoneOffset.UTC)).append(' ');
    out.append(record.getLevel()).append(' ').append(record.getLoggerName()).append(": ");
    out.append(record.getMessage()).append('\n');
    if (record.getThrown() != null) {
      StringWriter trace = new StringWriter();
      record.getThrown().printStackTrace(new PrintWriter(trace));
      out.append(trace);
    }
    return Redaction.BY_LOOKS.apply(secrets.redact(out.toString()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
