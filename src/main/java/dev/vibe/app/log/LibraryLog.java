package dev.vibe.app.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/**
 * Configuration of {@code java.util.logging}: what libraries log there goes to the {@link LogFile},
 * and nothing to a standard stream. The platform makes one in the place of reading its {@code
 * logging.properties}, and not before somebody asks for a logger, so that a start waits for
 * neither.
 */
public final class LibraryLog {

  /** Property that names the class to the platform. */
  public static final String PROPERTY = "java.util.logging.config.class";

  private static final String CONFIGURATION =
      """
      handlers = %s
      .level = WARNING
      """
          .formatted(ToFile.class.getName());

  /** Called by the platform, which takes its name from a property. */
  public LibraryLog() throws IOException {
    LogManager.getLogManager()
        .readConfiguration(
            new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
  }

  /** Called by the platform as well. */
  public static final class ToFile extends Handler {

    private static final SimpleFormatter FORMATTER = new SimpleFormatter();

    @Override
    public void publish(LogRecord entry) {
      boolean isError = entry.getLevel().intValue() >= Level.SEVERE.intValue();
      LoggerFactory.getLogger(String.valueOf(entry.getLoggerName()))
          .atLevel(isError ? org.slf4j.event.Level.ERROR : org.slf4j.event.Level.WARN)
          .setCause(entry.getThrown())
          .log(FORMATTER.formatMessage(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
