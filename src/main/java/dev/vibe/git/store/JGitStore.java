package dev.vibe.git.store;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.Identity;
import dev.vibe.git.config.PrivateConfig;
import dev.vibe.git.config.QuietSystemReader;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.PathAttributes;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Store of a repository through JGit's plumbing, which starts no hook and no filter. */
public final class JGitStore implements GitStore {

  /** Waiting for the disk after each of more files than this would take many seconds. */
  private static final int MOST_SYNCED = 200;

  private final Repository repository;
  private final JGitIndex index;
  private int blobs;

  /** Object that a partial clone lacks; only Git itself can get it. */
  public static final class LeftOut extends IOException {
    private static final long serialVersionUID = 1L;

    LeftOut(String id, IOException cause) {
      super("the clone is a partial one, and the object " + id + " is not in it", cause);
    }
  }

  private final boolean isPartial;

  private JGitStore(Repository repository, Duration lockWait, boolean isPartial) {
    this.repository = repository;
    this.isPartial = isPartial;
    this.index = new JGitIndex(repository, lockWait);
  }

  public static JGitStore open(GitFolders folders, GitSettings settings) throws IOException {
    Repository repository = repository(folders, settings);
    boolean isPartial = GitConfig.load(settings, folders).isPartialClone();
    JGitStore store = new JGitStore(repository, settings.lockWait(), isPartial);
    store.sync(true);
    return store;
  }

  /** In memory only: what is committed shall survive a power cut. */
  private void sync(boolean on) {
    repository.getConfig().setBoolean("core", null, "fsyncObjectFiles", on);
    repository.getConfig().setBoolean("core", null, "fsyncRefFiles", on);
  }

  /** With the settings of {@link PrivateConfig} in place of the repository's own. */
  public static Repository repository(GitFolders folders, GitSettings settings) throws IOException {
    GitConfig read = GitConfig.load(settings, folders);
    PrivateConfig config = PrivateConfig.of(read, folders, settings);
    return new FileRepositoryBuilder()
        .setFS(QuietSystemReader.install(settings, config))
        .setGitDir(folders.gitDir().toFile())
        .setWorkTree(folders.worktree().toFile())
        .setMustExist(true)
        .build();
  }

  public Repository repository() {
    return repository;
  }

  @Override
  public Head head() throws IOException {
    Ref head = repository.exactRef(Constants.HEAD);
    if (head == null) {
      throw new IOException("HEAD is missing or damaged");
    }
    ObjectId id = head.getObjectId();
    String commit = id == null ? "" : id.name();
    return new Head(head.isSymbolic() ? head.getTarget().getName() : "", commit);
  }

  @Override
  public Map<String, TreeEntry> committed(Head head, Collection<String> paths) throws IOException {
    Map<String, TreeEntry> found = new HashMap<>();
    if (head.isUnborn()) {
      return found;
    }
    ObjectId tree = repository.parseCommit(ObjectId.fromString(head.commit())).getTree();
    try (ObjectReader reader = repository.newObjectReader()) {
      for (String path : paths) {
        TreePath.find(reader, path, tree).ifPresent(entry -> found.put(path, entry));
      }
    }
    return found;
  }

  @Override
  public Map<String, Staged> staged(Collection<String> paths) throws IOException {
    return index.staged(paths);
  }

  @Override
  public Map<String, PathAttributes> attributes(Collection<String> paths) throws IOException {
    return JGitAttributes.of(repository, paths);
  }

  @Override
  public byte[] blob(String id) throws IOException {
    try {
      return repository.open(ObjectId.fromString(id), Constants.OBJ_BLOB).getCachedBytes(1 << 30);
    } catch (MissingObjectException e) {
      throw isPartial ? new LeftOut(id, e) : e;
    }
  }

  /** What differs between the files of two commits; nothing is in an empty name. */
  public List<TreeDifference> differences(String from, String to) throws IOException {
    return TreeDifference.between(repository, tree(from), tree(to));
  }

  private ObjectId tree(String commit) throws IOException {
    return commit.isEmpty()
        ? ObjectId.zeroId()
        : repository.parseCommit(ObjectId.fromString(commit)).getTree().getId();
  }

  /** What an entry stands for; mode 000000 for no file. */
  public FileState state(TreeEntry entry) throws IOException {
    return TreeDifference.state(repository, entry);
  }

  @Override
  public byte[] filtered(String path, byte[] bytes) {
    throw GitProblems.thrown(
        GitProblems.needsGit("the content of " + path + " is changed by Git when it is stored"));
  }

  @Override
  public String insertBlob(byte[] bytes) throws IOException {
    blobs++;
    if (blobs == MOST_SYNCED) {
      sync(false);
    }
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId id = inserter.insert(Constants.OBJ_BLOB, bytes);
      inserter.flush();
      return id.name();
    }
  }

  @Override
  public String insertCommit(NewCommit commit) throws IOException {
    return insert(tree(commit), commit);
  }

  @Override
  public String insertIndex(NewCommit commit) throws IOException {
    return insert(repository.readDirCache(), commit);
  }

  private String insert(DirCache tree, NewCommit commit) throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      CommitBuilder builder = new CommitBuilder();
      builder.setParentIds(commit.parents().stream().map(ObjectId::fromString).toList());
      builder.setTreeId(tree.writeTree(inserter));
      builder.setAuthor(RefMoves.person(commit.people().author()));
      builder.setCommitter(RefMoves.person(commit.people().committer()));
      builder.setMessage(commit.message());
      ObjectId id = inserter.insert(builder);
      inserter.flush();
      return id.name();
    }
  }

  @Override
  public CommitHistory history() {
    return new JGitHistory(repository);
  }

  private DirCache tree(NewCommit commit) throws IOException {
    DirCache tree = DirCache.newInCore();
    if (!commit.base().isUnborn()) {
      DirCacheBuilder base = tree.builder();
      try (ObjectReader reader = repository.newObjectReader()) {
        RevCommit parent = repository.parseCommit(ObjectId.fromString(commit.base().commit()));
        base.addTree(new byte[0], DirCacheEntry.STAGE_0, reader, parent.getTree());
      }
      base.finish();
    }
    DirCacheEditor editor = tree.editor();
    commit.edits().forEach((path, edit) -> editor.add(JGitIndex.edit(path, edit)));
    editor.finish();
    return tree;
  }

  @Override
  public boolean restage(List<Restaging> changes) throws IOException, IndexLocked {
    return index.restage(changes);
  }

  /**
   * As {@link #restage}, with all that an index can hold: marks, and the sides of conflicts.
   *
   * @return false when a path was not as expected
   * @throws IndexLocked when somebody else holds the lock for too long
   */
  public boolean restore(List<SlotChange> changes) throws IOException, IndexLocked {
    return index.restore(changes);
  }

  /** The index as it is. */
  public IndexBytes index() throws IOException {
    return index.bytes();
  }

  @Override
  public boolean advance(Head from, String commit, String reflog, Identity.Pair people)
      throws IOException {
    if (!head().equals(from)) {
      return false;
    }
    return RefMoves.move(headUpdate(from), commit, reflog, people);
  }

  @Override
  public boolean reset(Head from, String commit, String reflog, Identity.Pair people)
      throws IOException {
    if (!head().equals(from)) {
      return false;
    }
    RefUpdate update = headUpdate(from);
    update.setForceUpdate(true);
    return RefMoves.move(update, commit, reflog, people);
  }

  /**
   * Takes the branch away, so that it is without commits as before its first.
   *
   * @return false when HEAD is not where it was
   */
  public boolean unbear(Head from) throws IOException {
    if (from.isDetached() || !head().equals(from)) {
      return false;
    }
    // JGit deletes no branch that is checked out, and nothing is where there is no work tree
    try (Repository bare =
        new FileRepositoryBuilder()
            .setFS(repository.getFS())
            .setGitDir(repository.getDirectory())
            .setBare()
            .build()) {
      RefUpdate update = bare.updateRef(from.branch());
      update.setExpectedOldObjectId(ObjectId.fromString(from.commit()));
      update.setForceUpdate(true);
      return RefMoves.delete(update);
    }
  }

  /**
   * Puts HEAD on a branch, without touching index or files.
   *
   * @return false when one of them is not where it was
   */
  public boolean attach(Head from, Head to) throws IOException {
    Ref branch = repository.exactRef(to.branch());
    String at = branch == null ? "" : branch.getObjectId().name();
    if (!head().equals(from) || !at.equals(to.commit())) {
      return false;
    }
    RefUpdate update = repository.updateRef(Constants.HEAD);
    update.setRefLogMessage("vibe: undo", false);
    return RefMoves.isDone(update.link(to.branch()), Constants.HEAD);
  }

  private RefUpdate headUpdate(Head from) throws IOException {
    ObjectId expected = from.isUnborn() ? ObjectId.zeroId() : ObjectId.fromString(from.commit());
    RefUpdate update = repository.updateRef(Constants.HEAD, from.isDetached());
    update.setExpectedOldObjectId(expected);
    return update;
  }

  @Override
  public void note(String commit, String text, Identity.Pair people) throws IOException {
    new RunNotes(repository).add(commit, text, people);
  }

  @Override
  public void close() {
    repository.close();
  }
}
