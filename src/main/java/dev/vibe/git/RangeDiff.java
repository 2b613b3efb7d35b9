package dev.vibe.git;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.NativeFilters;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.NativeGit;
import dev.vibe.git.store.NativeGit.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/**
 * Reader of what commits changed in the working folder. Runs no program of the repository's. Paths
 * are relative to the top of the work tree. Blocks on disk.
 *
 * @param from where it begins; with {@code sinceBranching} where the two have parted
 * @param to where it ends
 */
record RangeDiff(String from, String to, boolean sinceBranching) {

  private static final String HEAD = "HEAD";

  /**
   * Reads a range as Git writes it: {@code A..B}, {@code A...B} for what B has since it left A;
   * {@code A} is {@code A...HEAD}, and an end that is left out is HEAD.
   */
  static RangeDiff of(String range) {
    int dots = range.indexOf("..");
    boolean isSince = dots < 0 || range.startsWith("...", dots);
    String from = dots < 0 ? range : range.substring(0, dots);
    String to = dots < 0 ? "" : range.substring(dots + (isSince ? 3 : 2));
    return new RangeDiff(from.isEmpty() ? HEAD : from, to.isEmpty() ? HEAD : to, isSince);
  }

  /** As people write it. */
  String words() {
    return from + (sinceBranching ? "..." : "..") + to;
  }

  /**
   * The change as {@code git diff} shows it; empty when there is none.
   *
   * @return nothing where one of the ends is no commit
   * @throws IOException when the repository is damaged, or takes an installed {@code git} that is
   *     not there
   */
  Optional<String> text(Path folder, GitFolders folders, GitSettings settings) throws IOException {
    GitConfig config = GitConfig.load(settings, folders);
    if (config.isBeyondJGit()) {
      return byGit(folder, folders, settings, config);
    }
    try (JGitStore store = JGitStore.open(folders, settings);
        RevWalk walk = new RevWalk(store.repository())) {
      Optional<RevCommit> before = commit(store.repository(), walk, from);
      Optional<RevCommit> after = commit(store.repository(), walk, to);
      if (before.isEmpty() || after.isEmpty()) {
        return Optional.empty();
      }
      RevCommit start = sinceBranching ? base(walk, before.get(), after.get()) : before.get();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (DiffFormatter formatter = new DiffFormatter(out)) {
        formatter.setRepository(store.repository());
        formatter.setDetectRenames(true);
        String prefix = folders.relative(folder);
        if (!prefix.isEmpty()) {
          formatter.setPathFilter(PathFilter.create(prefix));
        }
        formatter.format(start.getTree(), after.get().getTree());
      }
      return Optional.of(out.toString(StandardCharsets.UTF_8));
    }
  }

  private static Optional<RevCommit> commit(Repository repository, RevWalk walk, String name)
      throws IOException {
    try {
      ObjectId id = repository.resolve(name + "^{commit}");
      return id == null ? Optional.empty() : Optional.of(walk.parseCommit(id));
    } catch (MissingObjectException e) {
      return Optional.empty(); // a whole name of what a shallow clone lacks
    }
  }

  /** Where two have nothing in common, all of the second one is new. */
  private static RevCommit base(RevWalk walk, RevCommit one, RevCommit other) throws IOException {
    walk.setRevFilter(RevFilter.MERGE_BASE);
    walk.markStart(List.of(one, other));
    RevCommit base = walk.next();
    return base == null ? one : walk.parseCommit(base);
  }

  private Optional<String> byGit(
      Path folder, GitFolders folders, GitSettings settings, GitConfig config) throws IOException {
    if (settings.nativeGit().isEmpty()) {
      throw new IOException("this repository takes an installed git");
    }
    NativeGit git = new NativeGit(folder, folders, settings, config);
    for (String end : List.of(from, to)) {
      Request verify =
          Request.of("rev-parse", "--quiet", "--verify", "--end-of-options", end + "^{commit}");
      if (!git.attempt(verify).isGood()) {
        return Optional.empty();
      }
    }
    Request diff =
        Request.of(
                "diff",
                "--no-color",
                "--no-ext-diff",
                "--no-textconv",
                "--submodule=short",
                "--end-of-options",
                words(),
                "--",
                ".")
            .configured(NativeFilters.toLook(config, settings));
    return Optional.of(NativeGit.good(diff, git.attempt(diff)).text());
  }
}
