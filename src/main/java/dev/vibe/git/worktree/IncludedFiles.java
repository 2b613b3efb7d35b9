package dev.vibe.git.worktree;

import dev.vibe.file.PlainFile;
import dev.vibe.git.store.NativeGit;
import dev.vibe.git.store.NativeGit.Request;
import dev.vibe.problem.Problem;
import dev.vibe.text.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Copy of ignored files into a worktree: those that a file of the repository lists, in the patterns
 * of {@code .gitignore}. No link is followed, on neither side.
 */
final class IncludedFiles {

  /** The name that other agents read, too. */
  static final String LIST = ".worktreeinclude";

  /** More is a build's output rather than what a build needs. */
  private static final long MOST_BYTES = 1L << 30;

  private static final int MOST_FILES = 50_000;

  private final NativeGit git;
  private final Path from;
  private final Path to;

  /**
   * Copies nothing yet.
   *
   * @param from top of the work tree that has them
   * @param to top of the new one
   */
  IncludedFiles(NativeGit git, Path from, Path to) {
    this.git = git;
    this.from = from;
    this.to = to;
  }

  /** Copies them; gives what was left out. */
  List<Problem> copy() throws IOException {
    Path list = from.resolve(LIST);
    if (!PlainFile.isIn(from, list)) {
      return List.of();
    }
    List<Problem> left = new ArrayList<>();
    long bytes = 0;
    int files = 0;
    for (String name : listed(list)) {
      Path source = from.resolve(name);
      if (!PlainFile.isIn(from, source)) {
        left.add(WorktreeProblems.notCopied(name, "it is no regular file, or behind a link"));
        continue;
      }
      bytes += Files.size(source);
      if (bytes > MOST_BYTES || ++files > MOST_FILES) {
        left.add(
            WorktreeProblems.notCopied(
                "the rest of what " + LIST + " lists",
                "it is more than " + Figures.bytes(MOST_BYTES) + " or " + MOST_FILES + " files"));
        return left;
      }
      Path target = to.resolve(name).normalize();
      if (!target.startsWith(to) || !isPlace(target)) {
        left.add(WorktreeProblems.notCopied(name, "something else is in its place"));
        continue;
      }
      Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }
    return left;
  }

  /** Those that match the list and are ignored, in order. */
  private List<String> listed(Path list) throws IOException {
    Set<String> ignored = new HashSet<>(names("--exclude-standard"));
    return names("--exclude-from=" + list).stream().filter(ignored::contains).toList();
  }

  private List<String> names(String excludes) throws IOException {
    Request request = Request.of("ls-files", "--others", "--ignored", "-z", excludes);
    return NativeGit.good(request, git.attempt(request)).fields();
  }

  /** Makes the folders of a file; false where one of them is something else. */
  private boolean isPlace(Path target) throws IOException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Path at = to;
    for (Path part : to.relativize(target.getParent())) {
      at = at.resolve(part).normalize();
      if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(at);
      } else if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return true;
  }
}
