package dev.vibe.git.checkpoint;

import dev.vibe.git.config.GitFolders;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.IndexBytes;
import dev.vibe.git.store.TreeEntry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/**
 * Reader of what a repository holds beside its files, as trees of a checkpoint. What did not change
 * since the last look is not read again. Owned by the session's records.
 */
final class RepositoryLooks {

  private final CheckpointStore store;
  private final List<GitFolders> repositories;
  private CheckpointFiles files = CheckpointFiles.none();
  private FileStat readAt = RepositoryMoment.NO_FILE;
  private String index = "";

  /**
   * Looks into one repository, or none.
   *
   * @param repositories at most one
   */
  RepositoryLooks(CheckpointStore store, List<GitFolders> repositories) {
    this.store = store;
    this.repositories = store.holdsIndex() ? List.copyOf(repositories) : List.of();
  }

  /** As it is now. */
  RepositoryTrees now() throws IOException {
    for (GitFolders folders : repositories) {
      return new RepositoryTrees(index(folders), operation().operation());
    }
    return RepositoryTrees.NONE;
  }

  /** What is in progress now; the index is not looked at. */
  RepositoryTrees operation() throws IOException {
    for (GitFolders folders : repositories) {
      return new RepositoryTrees("", tree(OperationFiles.in(folders.gitDir(), store)));
    }
    return RepositoryTrees.NONE;
  }

  /** Whether a commit has more than one parent. */
  boolean isMerge(String commit) throws IOException {
    ObjectId id = ObjectId.fromString(commit);
    return store.repository().getObjectDatabase().has(id)
        && store.repository().parseCommit(id).getParentCount() > 1;
  }

  /** Branches, tags, stashes and submodules, by name. */
  Map<String, String> refs() throws IOException {
    for (GitFolders folders : repositories) {
      return RefLooks.now(store.repository(), folders, index(folders));
    }
    return Map.of();
  }

  /** Where HEAD is; none where that cannot be told. */
  List<Head> head() throws IOException {
    if (repositories.isEmpty()) {
      return List.of();
    }
    Ref head = store.repository().exactRef(Constants.HEAD);
    if (head == null) {
      return List.of();
    }
    ObjectId id = head.getObjectId();
    String branch = head.isSymbolic() ? head.getTarget().getName() : "";
    return List.of(new Head(branch, id == null ? "" : id.name()));
  }

  /** As it was at that moment. */
  RepositoryTrees at(RepositoryMoment moment) throws IOException {
    if (repositories.isEmpty()) {
      return RepositoryTrees.NONE;
    }
    if (index.isEmpty() || !moment.indexAt().equals(readAt)) {
      readAt = moment.indexAt();
      index = "";
      for (IndexBytes.Unparsed bytes : moment.index()) {
        index = treeOf(bytes);
      }
    }
    return new RepositoryTrees(index, tree(OperationFiles.added(moment.operation(), store)));
  }

  /** Where HEAD was then; none where that could not be told. */
  List<Head> head(RepositoryMoment moment) {
    return repositories.isEmpty() ? List.of() : moment.head();
  }

  private String index(GitFolders folders) throws IOException {
    FileStat now = RepositoryMoment.indexStat(folders);
    if (index.isEmpty() || !now.equals(readAt)) {
      readAt = now;
      index = read(folders);
    }
    return index;
  }

  private String tree(Map<String, TreeEntry> operation) throws IOException {
    return operation.isEmpty() ? "" : store.tree(operation);
  }

  /** Empty where it cannot be kept: a checkpoint is no worse for it, and an undo says so. */
  private String read(GitFolders folders) throws IOException {
    IndexBytes.Unparsed bytes;
    try {
      bytes = IndexBytes.Unparsed.read(folders.index());
    } catch (IOException e) {
      return "";
    }
    return treeOf(bytes);
  }

  private String treeOf(IndexBytes.Unparsed unparsed) throws IOException {
    IndexBytes bytes;
    try {
      bytes = unparsed.parsed();
    } catch (IOException e) {
      return "";
    }
    if (!bytes.isWhole()) {
      return "";
    }
    files = files.exactly(IndexTree.files(bytes.slots(), store));
    return files.addTo(store);
  }
}
