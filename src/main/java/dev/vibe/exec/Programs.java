package dev.vibe.exec;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finder of the programs that the commands of a session start, on the {@code PATH} that they get.
 * Thread-safe; looks at the disk.
 */
public final class Programs {

  private final ChildEnvironment.Source source;
  private @Nullable ChildEnvironment environment;

  /** Looks at nothing yet. */
  public Programs(ChildEnvironment.Source source) {
    this.source = source;
  }

  /** What a shell starts under this name; empty when there is nothing. */
  public Optional<Path> find(String name) {
    return environment().find(name);
  }

  private synchronized ChildEnvironment environment() {
    if (environment == null) {
      environment = ChildEnvironment.from(source);
    }
    return environment;
  }
}
