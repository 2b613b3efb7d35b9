package dev.vibe.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Deletion of a folder of our own with all that is in it; follows no link. */
public final class FolderDeletion extends SimpleFileVisitor<Path> {

  private FolderDeletion() {}

  /**
   * Deletes it, as far as that is possible.
   *
   * @throws IOException for the first thing that cannot be deleted; what was there before that is
   *     gone
   */
  public static void of(Path folder) throws IOException {
    Files.walkFileTree(folder, new FolderDeletion());
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    Files.delete(file);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException trouble)
      throws IOException {
    if (trouble != null) {
      throw trouble;
    }
    Files.delete(folder);
    return FileVisitResult.CONTINUE;
  }
}
