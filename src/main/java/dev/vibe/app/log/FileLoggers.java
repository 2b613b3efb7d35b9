package dev.vibe.app.log;

import dev.vibe.text.SecretMask;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Loggers by their names, and the file that all of them write to. Thread-safe. */
public final class FileLoggers implements ILoggerFactory {

  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
  private volatile @Nullable LogFile file;

  /** The one of the process is made by {@link LogProvider}. */
  FileLoggers() {}

  /**
   * Sends all that is logged from now on to a file, and nowhere else; what was logged before the
   * first call is lost. Of libraries, only warnings and errors are taken.
   *
   * @param level of what is written of the product's own lines
   * @param secrets that no line shows
   */
  public static void writeTo(Path file, Level level, SecretMask secrets) {
    if (LoggerFactory.getILoggerFactory() instanceof FileLoggers all) {
      all.file = new LogFile(file, level, secrets);
    }
  }

  @Override
  public Logger getLogger(String name) {
    return loggers.computeIfAbsent(name, each -> new FileLogger(each, this::file));
  }

  private Optional<LogFile> file() {
    return Optional.ofNullable(file);
  }
}
