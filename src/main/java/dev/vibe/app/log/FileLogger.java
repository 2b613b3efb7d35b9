package dev.vibe.app.log;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Logger that writes to the {@link LogFile}, once there is one. Thread-safe. */
final class FileLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1L;

  private final transient Supplier<Optional<LogFile>> file;

  FileLogger(String name, Supplier<Optional<LogFile>> file) {
    this.name = name;
    this.file = file;
  }

  private boolean takes(Level level) {
    return file.get().filter(log -> log.takes(name, level)).isPresent();
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
    file.get().ifPresent(log -> log.write(level, name, message, thrown));
  }
}
