package dev.vibe.testkit;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Factory of the folders of tests, with names that are short and of one length, so that a screen is
 * the same wherever tests write to.
 */
public final class ShortTempDirs implements TempDirFactory {

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final AtomicLong NEXT = new AtomicLong(ProcessHandle.current().pid() << 16);

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
      throws IOException {
    Path all = Path.of(System.getProperty("java.io.tmpdir"));
    while (true) {
      try {
        return Files.createDirectory(
            all.resolve("t" + Long.toString(NEXT.getAndIncrement(), 36)), OWNER_ONLY);
      } catch (FileAlreadyExistsException e) {
        // Of an earlier process that had this number; the next will do.
      }
    }
  }
}
