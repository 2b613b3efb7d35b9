package dev.vibe.workspace;

import dev.vibe.problem.RefusalCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Walk along a path name by name as the system would, links included, without opening anything.
 * Missing names are taken as they are, and so are steps up from them: nothing there can be a link.
 */
final class PathWalk {

  /** Where a walk ended. */
  sealed interface End {

    /** No name of {@code real} is a link; it may not exist. */
    record At(Path real, PathKind found) implements End {}

    /** The way is blocked at {@code at}. */
    record Blocked(Path at, Obstacle obstacle) implements End {}
  }

  /** Why a walk does not go on. */
  enum Obstacle {
    /** A file, where a folder would have to be. */
    NOT_A_DIRECTORY(RefusalCode.NOT_A_DIRECTORY),
    LOOP(RefusalCode.LOOP),
    PERMISSION(RefusalCode.PERMISSION),
    /** A name that the system does not take. */
    INVALID(RefusalCode.INVALID);

    private final RefusalCode code;

    Obstacle(RefusalCode code) {
      this.code = code;
    }

    RefusalCode code() {
      return code;
    }
  }

  /** As Linux: more links than this are a loop. */
  private static final int MOST_LINKS = 40;

  /** Longest name of the usual file systems, in bytes. */
  private static final int LONGEST_NAME = 255;

  private final Deque<Path> open = new ArrayDeque<>();
  private Path at;
  private PathKind found = PathKind.FOLDER;
  private int links;

  private PathWalk(Path start) {
    this.at = start;
  }

  /**
   * Walks from a folder without links in its path.
   *
   * @param named absolute (then {@code start} plays no part) or relative
   */
  static End walk(Path start, Path named) {
    PathWalk walk = new PathWalk(start);
    walk.ahead(named);
    try {
      while (!walk.open.isEmpty()) {
        Optional<Obstacle> obstacle = walk.step(walk.open.pop());
        if (obstacle.isPresent()) {
          return new End.Blocked(walk.at, obstacle.get());
        }
      }
      return new End.At(walk.at, walk.found);
    } catch (AccessDeniedException e) {
      return new End.Blocked(walk.at, Obstacle.PERMISSION);
    } catch (IOException e) {
      return new End.Blocked(walk.at, Obstacle.INVALID);
    }
  }

  /** A folder without links in its path, or where it is gone, the nearest above that is there. */
  static Path nearest(Path folder) {
    Path at = folder;
    while (!Files.isDirectory(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }

  private void ahead(Path path) {
    if (path.isAbsolute()) {
      at = path.getRoot();
    }
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      open.push(path.getName(i));
    }
  }

  /** Takes one step, unless something is in the way. */
  private Optional<Obstacle> step(Path name) throws IOException {
    if (found == PathKind.FILE || found == PathKind.SPECIAL) {
      return Optional.of(Obstacle.NOT_A_DIRECTORY);
    }
    String text = name.toString();
    if (text.isEmpty() || text.equals(".")) {
      return Optional.empty();
    }
    if (text.equals("..")) {
      Path parent = at.getParent();
      at = parent == null ? at : parent;
      found = look(at);
      return Optional.empty();
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      return Optional.of(Obstacle.INVALID);
    }
    Path next = found == PathKind.FOLDER ? asWritten(at.resolve(name)) : at.resolve(name);
    if (found == PathKind.FOLDER && Files.isSymbolicLink(next)) {
      if (++links > MOST_LINKS) {
        return Optional.of(Obstacle.LOOP);
      }
      ahead(Files.readSymbolicLink(next));
      return Optional.empty();
    }
    found = found == PathKind.NOTHING ? found : look(next);
    at = next;
    return Optional.empty();
  }

  /** The path, or that of the one file whose name differs from it in its Unicode form only. */
  private static Path asWritten(Path path) throws IOException {
    String name = path.getFileName().toString();
    if (name.chars().allMatch(c -> c < 0x80) || look(path) != PathKind.NOTHING) {
      return path;
    }
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    try (Stream<Path> beside = Files.list(path.getParent())) {
      List<Path> same =
          beside
              .filter(
                  each ->
                      Normalizer.normalize(each.getFileName().toString(), Normalizer.Form.NFC)
                          .equals(composed))
              .toList();
      return same.size() == 1 ? same.getFirst() : path;
    } catch (AccessDeniedException e) {
      return path; // a folder that may be entered, but not listed
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What lies at a path itself; a link that appeared a moment ago counts as special. */
  static PathKind look(Path path) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isRegularFile()) {
        return PathKind.FILE;
      }
      return attributes.isDirectory() ? PathKind.FOLDER : PathKind.SPECIAL;
    } catch (NoSuchFileException e) {
      return PathKind.NOTHING;
    }
  }
}
