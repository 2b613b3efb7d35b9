package dev.vibe.approval;

import dev.vibe.exec.shell.LineReading.Place;
import dev.vibe.exec.shell.LineReading.Use;
import dev.vibe.file.FileName;
import dev.vibe.text.Glob;
import dev.vibe.text.QuotedName;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.ProtectedNames;
import dev.vibe.workspace.ReadRules;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finder of the first file below a folder that a command would read and that nobody reads unasked.
 * Owned by one thread; blocks on disk.
 */
final class ReadTree extends SimpleFileVisitor<Path> {

  /** Beyond, looking would take longer than asking. */
  private static final int MOST = 20_000;

  /** A secret file that is larger is not looked into. */
  private static final int LARGEST = 100_000;

  /** A shorter text is everywhere. */
  private static final int SHORTEST = 2;

  private final Workspace workspace;
  private final Use use;
  private final List<Glob> only;
  private final String sought;
  private String doubt = "";
  private int seen;

  ReadTree(Workspace workspace, Place place) {
    this.workspace = workspace;
    this.use = place.use();
    this.sought = place.below().sought();
    this.only =
        place.below().only().stream()
            .map(name -> Glob.compile(name.toLowerCase(Locale.ROOT)))
            .toList();
  }

  /** Why not all of it may be read; empty when it may. */
  Optional<String> doubt(WorkspacePath folder) {
    try {
      Files.walkFileTree(folder.absolute(), this);
    } catch (IOException e) {
      return Optional.of("a folder that cannot be listed");
    }
    return doubt.isEmpty() ? Optional.empty() : Optional.of(doubt);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (seen++ == 0) {
      return FileVisitResult.CONTINUE;
    }
    if (isLeftOut(folder)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    String path = workspace.pathOf(folder).relative();
    if (ProtectedNames.of(path, Access.READ) == ProtectedNames.Protection.REPOSITORY) {
      return only.isEmpty() && mayShow(folder.resolve("config"))
          ? found("it would look into " + QuotedName.of(path) + ", too")
          : FileVisitResult.SKIP_SUBTREE;
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (++seen > MOST) {
      return found("too many files to look at");
    }
    if (attributes.isSymbolicLink()) {
      return use == Use.LINKED_TREE
          ? found("it would follow the link " + QuotedName.of(workspace.pathOf(file).relative()))
          : FileVisitResult.CONTINUE;
    }
    if (isLeftOut(file) || attributes.isOther()) {
      return FileVisitResult.CONTINUE;
    }
    String name = FileName.of(file.getFileName()).toLowerCase(Locale.ROOT);
    if (!only.isEmpty() && only.stream().noneMatch(glob -> glob.matches(name))) {
      return FileVisitResult.CONTINUE;
    }
    WorkspacePath path = workspace.pathOf(file);
    boolean isSecret =
        ProtectedNames.of(path.relative(), Access.READ) != ProtectedNames.Protection.NONE;
    if (isSecret && mayShow(file)) {
      return found(QuotedName.of(path.relative()) + " may hold log-in data");
    }
    return workspace.standing(path) == ReadRules.Standing.FREE
        ? FileVisitResult.CONTINUE
        : found("a rule keeps " + QuotedName.of(path.relative()) + " from being read");
  }

  /** What cannot be read is not read by the command either. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    return FileVisitResult.CONTINUE;
  }

  /** A line without what is sought is not shown. */
  private boolean mayShow(Path file) {
    try {
      return sought.length() < SHORTEST
          || Files.size(file) > LARGEST
          || Files.readString(file, StandardCharsets.ISO_8859_1)
              .toLowerCase(Locale.ROOT)
              .contains(sought);
    } catch (IOException e) {
      return true;
    }
  }

  private boolean isLeftOut(Path path) {
    return use == Use.OPEN_TREE && FileName.of(path.getFileName()).startsWith(".");
  }

  private FileVisitResult found(String why) {
    doubt = why;
    return FileVisitResult.TERMINATE;
  }
}
