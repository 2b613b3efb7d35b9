package dev.vibe.git.store;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.store.NativeGit.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Index that holds what a commit holds, for those who judge it before it is made. It lies in a
 * folder of its own in the repository's, beside the real index, which it leaves alone; both go when
 * it is closed. Needs an installed {@code git}; blocks on disk.
 */
public final class TrialIndex implements AutoCloseable {

  private final Path folder;
  private final NativeGit git;
  private final String commit;

  /** Maker of one for a commit that exists as an object. */
  @FunctionalInterface
  public interface Maker {
    TrialIndex of(String commit) throws IOException;
  }

  private TrialIndex(Path folder, NativeGit git, String commit) {
    this.folder = folder;
    this.git = git;
    this.commit = commit;
  }

  /** A maker for a repository. */
  public static Maker maker(GitFolders folders, GitSettings settings, GitConfig config) {
    return commit -> {
      Path folder = Files.createTempDirectory(folders.gitDir(), "vibe-commit-");
      NativeGit git = new NativeGit(folders.worktree(), folders, settings, config);
      TrialIndex index = new TrialIndex(folder, git, commit);
      try {
        index.fill(folders.index());
      } catch (IOException | RuntimeException e) {
        index.close();
        throw e;
      }
      return index;
    };
  }

  /** From the real one, which knows of most files that they are as they were. */
  private void fill(Path real) throws IOException {
    if (Files.exists(real)) {
      Files.copy(real, file());
    }
    git.run(request("read-tree", "--reset", commit));
    git.attempt(request("update-index", "-q", "--refresh")); // it fails where a file differs
  }

  /** Where there is room for what belongs to it. */
  public Path folder() {
    return folder;
  }

  public Path file() {
    return folder.resolve("index");
  }

  /** Paths from the top of the work tree of which it holds something else by now. */
  public Set<String> staged() throws IOException {
    Request difference =
        request("diff-index", "--cached", "--name-only", "--no-renames", "-z", commit);
    return new LinkedHashSet<>(git.run(difference).fields());
  }

  private Request request(String... arguments) {
    return Request.of(arguments).with(Map.of("GIT_INDEX_FILE", file().toString()));
  }

  /** What cannot be deleted stays; nobody looks there. */
  @Override
  public void close() {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // a hook holds it open, or has put folders there
    }
  }
}
