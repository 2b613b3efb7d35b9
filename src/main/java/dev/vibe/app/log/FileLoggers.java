package dev.vibe.app.log;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/** Loggers by their names, and the file that all of them write to. Thread-safe. */
final class FileLoggers implements ILoggerFactory {

  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
  private volatile @Nullable LogFile file;

  @Override
  public Logger getLogger(String name) {
    return loggers.computeIfAbsent(name, each -> new FileLogger(each, this));
  }

  void writeTo(LogFile file) {
    this.file = file;
  }

  /** Empty before a run has said where its log is. */
  Optional<LogFile> file() {
    return Optional.ofNullable(file);
  }
}
