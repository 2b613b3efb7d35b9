package dev.vibe.app.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Logger that writes to the {@link LogFile}, once there is one. Thread-safe. */
final class FileLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1L;

  private final transient FileLoggers loggers;

  FileLogger(String name, FileLoggers loggers) {
    this.name = name;
    this.loggers = loggers;
  }

  private boolean takes(Level level) {
    return loggers.file().filter(file -> file.takes(name, level)).isPresent();
  }

  @Override
  public boolean isTraceEnabled() {
    return takes(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return takes(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return takes(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return takes(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return takes(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null; // no line names the place it came from
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    loggers.file().ifPresent(file -> file.write(level, name, message, thrown));
  }
}
