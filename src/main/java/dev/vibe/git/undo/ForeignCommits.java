package dev.vibe.git.undo;

import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.git.store.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Finder of commits since a run that are not the run's, but took in what it changed: they are
 * somebody's work, which an undo does not take back.
 */
final class ForeignCommits {

  /** Commits that are looked at; more are not made between a run and its undo. */
  private static final int MOST = 1_000;

  private final JGitStore git;
  private final List<RevCommit> newestFirst;

  /** One commit, for people. */
  record Foreign(String id, String subject) {
    String title() {
      return RefNotes.shortened(id) + " (" + subject + ")";
    }
  }

  private ForeignCommits(JGitStore git, List<RevCommit> newestFirst) {
    this.git = git;
    this.newestFirst = newestFirst;
  }

  /**
   * Those that HEAD has and the start has not, without the run's own.
   *
   * @param start where HEAD was before the run; empty when there was no commit
   * @param own moves of HEAD by the session
   */
  static ForeignCommits since(JGitStore git, String start, Collection<HeadMove> own)
      throws IOException {
    String head = git.head().commit();
    List<RevCommit> found = new ArrayList<>();
    if (head.isEmpty() || head.equals(start)) {
      return new ForeignCommits(git, found);
    }
    Set<ObjectId> ours = new HashSet<>();
    for (HeadMove move : own) {
      between(git.repository(), move.from(), move.to()).forEach(each -> ours.add(each.getId()));
    }
    for (RevCommit commit : between(git.repository(), start, head)) {
      if (!ours.contains(commit.getId())) {
        found.add(commit);
      }
    }
    return new ForeignCommits(git, found);
  }

  private static List<RevCommit> between(Repository repository, String from, String to)
      throws IOException {
    List<RevCommit> commits = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository)) {
      if (!has(repository, to) || (!from.isEmpty() && !has(repository, from))) {
        return commits;
      }
      walk.markStart(walk.parseCommit(ObjectId.fromString(to)));
      if (!from.isEmpty()) {
        walk.markUninteresting(walk.parseCommit(ObjectId.fromString(from)));
      }
      for (RevCommit commit = walk.next();
          commit != null && commits.size() < MOST;
          commit = walk.next()) {
        walk.parseBody(commit);
        commits.add(commit);
      }
    }
    return commits;
  }

  private static boolean has(Repository repository, String id) throws IOException {
    return !id.isEmpty() && repository.getObjectDatabase().has(ObjectId.fromString(id));
  }

  /** The newest that brought what the steps did to a file, if one did. */
  Optional<Foreign> holding(String path, FileSteps steps) throws IOException {
    for (RevCommit commit : newestFirst) {
      FileState state = state(commit, path);
      FileState parent =
          commit.getParentCount() == 0
              ? new FileState.Absent()
              : state(git.repository().parseCommit(commit.getParent(0)), path);
      if (!state.sameAs(parent) && steps.areIn(state) && !steps.areIn(parent)) {
        return Optional.of(new Foreign(commit.name(), commit.getShortMessage()));
      }
    }
    return Optional.empty();
  }

  private FileState state(RevCommit commit, String path) throws IOException {
    try (ObjectReader reader = git.repository().newObjectReader()) {
      TreeEntry entry = TreePath.find(reader, path, commit.getTree()).orElse(TreeEntry.ABSENT);
      return entry.isFolder() ? new FileState.Unkept(FileKind.REGULAR, -1) : git.state(entry);
    }
  }
}
