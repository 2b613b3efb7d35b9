package dev.vibe.app.run;

import dev.vibe.file.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finder of the test reports that a command has just written, where builds leave them. */
final class ReportFiles {

  private static final int DEEPEST = 7;
  private static final int MOST_LOOKED_AT = 20_000;
  private static final int MOST = 400;
  private static final int LARGEST = 8_000_000;

  private static final Pattern REPORT =
      Pattern.compile(
          "(?:^|/)(?:target/(?:surefire|failsafe)-reports/TEST-|build/test-results/.*TEST-|junit)"
              + "[^/]*\\.xml$");

  private static final Set<String> SKIPPED = Set.of(".git", "node_modules", ".venv", "venv");

  private ReportFiles() {}

  /** Their texts, of those written since; never throws. */
  static List<String> since(Path folder, Instant start) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.noneOf(FileVisitOption.class),
          DEEPEST,
          new SimpleFileVisitor<>() {
            private int looked;

            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
              Path name = dir.getFileName();
              return name != null && SKIPPED.contains(name.toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              String path = folder.relativize(file).toString().replace('\\', '/');
              boolean isNew =
                  attributes.isRegularFile()
                      && !attributes.lastModifiedTime().toInstant().isBefore(start);
              if (isNew && REPORT.matcher(path).find()) {
                found.add(file);
              }
              return ++looked > MOST_LOOKED_AT || found.size() >= MOST
                  ? FileVisitResult.TERMINATE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      return List.of(); // the log tells enough
    }
    return found.stream().sorted().map(ReportFiles::text).filter(text -> !text.isEmpty()).toList();
  }

  private static String text(Path file) {
    try {
      return new String(BoundedFile.bytes(file, LARGEST), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
