package dev.vibe.verify.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders of sources, jars and classes of a project, found by the usual layout of Maven and Gradle
 * and by the packages that files name. Nothing of the build is run. Blocks on disk.
 */
final class SourceRoots {

  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");

  /** Folders below the working folder in which modules are looked for. */
  private static final int DEEPEST = 5;

  private static final int MOST = 100;

  private static final Set<String> LEFT_OUT =
      Set.of("target", "build", "out", "bin", "node_modules", "resources");

  private final Path folder;
  private final Set<Path> sources = new LinkedHashSet<>();
  private final Set<Path> libraries = new LinkedHashSet<>();

  private SourceRoots(Path folder) {
    this.folder = folder;
  }

  static SourceRoots of(Path folder) {
    SourceRoots roots = new SourceRoots(folder);
    roots.look();
    return roots;
  }

  private void look() {
    FileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String name = String.valueOf(dir.getFileName());
            if (!dir.equals(folder) && (name.startsWith(".") || LEFT_OUT.contains(name))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (dir.endsWith("src/main/java") || dir.endsWith("src/test/java")) {
              sources.add(dir);
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (name.equals("lib") || name.equals("libs")) {
              jars(dir);
              return FileVisitResult.SKIP_SUBTREE;
            }
            return sources.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // what cannot be read has no sources for anybody
          }
        };
    try {
      Files.walkFileTree(folder, Set.of(), DEEPEST, visitor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void jars(Path dir) {
    try (Stream<Path> files = Files.list(dir)) {
      files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .limit(MOST)
          .forEach(libraries::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder that the package of a file lies in; its own where the two do not fit. */
  static Path root(Path file, String text) {
    Path dir = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
    Matcher matcher = PACKAGE.matcher(text);
    if (!matcher.find()) {
      return dir;
    }
    Path inside = Path.of(matcher.group(1).replace('.', '/'));
    Path root = dir;
    if (dir.endsWith(inside)) {
      for (int i = 0; i < inside.getNameCount(); i++) {
        root = Objects.requireNonNullElse(root.getParent(), root);
      }
    }
    return root;
  }

  /** Those of the project, behind the ones of these files. */
  List<Path> with(List<Path> roots) {
    Set<Path> all = new LinkedHashSet<>(roots);
    all.addAll(sources);
    return new ArrayList<>(all);
  }

  List<Path> libraries() {
    return List.copyOf(libraries);
  }
}
