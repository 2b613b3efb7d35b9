package dev.vibe.git.store;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.Identity;
import dev.vibe.git.config.PrivateConfig;
import dev.vibe.git.config.QuietSystemReader;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.PathAttributes;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.LockFailedException;
import org.eclipse.jgit.internal.storage.file.LockFile;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Store of a repository through JGit's plumbing, which starts no hook and no filter. */
public final class JGitStore implements GitStore {

  /** Waiting for the disk after each of more files than this would take many seconds. */
  private static final int MOST_SYNCED = 200;

  private final Repository repository;
  private final Duration lockWait;
  private int blobs;

  private JGitStore(Repository repository, Duration lockWait) {
    this.repository = repository;
    this.lockWait = lockWait;
  }

  public static JGitStore open(GitFolders folders, GitSettings settings) throws IOException {
    Repository repository = repository(folders, settings);
    JGitStore store = new JGitStore(repository, settings.lockWait());
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
        try (TreeWalk walk = TreeWalk.forPath(reader, path, tree)) {
          if (walk != null) {
            found.put(path, entry(walk.getFileMode(0), walk.getObjectId(0)));
          }
        }
      }
    }
    return found;
  }

  private static TreeEntry entry(FileMode mode, ObjectId id) {
    return new TreeEntry(String.format("%06o", mode.getBits()), id.name());
  }

  @Override
  public Map<String, Staged> staged(Collection<String> paths) throws IOException {
    return staged(repository.readDirCache(), paths);
  }

  private static Map<String, Staged> staged(DirCache index, Collection<String> paths) {
    Map<String, Staged> found = new HashMap<>();
    for (String path : paths) {
      DirCacheEntry entry = index.getEntry(path);
      if (entry == null || entry.isIntentToAdd()) {
        found.put(path, new Staged.Nothing());
      } else if (entry.getStage() != 0) {
        found.put(path, new Staged.Conflict());
      } else {
        found.put(path, new Staged.File(entry(entry.getFileMode(), entry.getObjectId())));
      }
    }
    return found;
  }

  @Override
  public Map<String, PathAttributes> attributes(Collection<String> paths) throws IOException {
    return JGitAttributes.of(repository, paths);
  }

  @Override
  public byte[] blob(String id) throws IOException {
    return repository.open(ObjectId.fromString(id), Constants.OBJ_BLOB).getCachedBytes(1 << 30);
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
    commit.edits().forEach((path, edit) -> editor.add(pathEdit(path, edit)));
    editor.finish();
    return tree;
  }

  private static DirCacheEditor.PathEdit pathEdit(String path, Edit edit) {
    return switch (edit) {
      case Edit.Drop() -> new DirCacheEditor.DeletePath(path);
      case Edit.Put(TreeEntry entry) -> new Placement(path, entry);
    };
  }

  /** Sets mode and content; size 0 makes Git look at the file itself next time. */
  private static final class Placement extends DirCacheEditor.PathEdit {
    private final TreeEntry wanted;

    Placement(String path, TreeEntry wanted) {
      super(path);
      this.wanted = wanted;
    }

    @Override
    public void apply(DirCacheEntry entry) {
      entry.setFileMode(FileMode.fromBits(Integer.parseInt(wanted.mode(), 8)));
      entry.setObjectId(ObjectId.fromString(wanted.id()));
      entry.setLength(0);
      entry.setLastModified(Instant.EPOCH);
    }
  }

  @Override
  public boolean restage(List<Restaging> changes) throws IOException, IndexLocked {
    DirCache index = lockIndex();
    try {
      List<String> paths = changes.stream().map(Restaging::path).toList();
      Map<String, Staged> now = staged(index, paths);
      if (!changes.stream().allMatch(change -> change.expected().equals(now.get(change.path())))) {
        return false;
      }
      distrustFreshEntries(index);
      resolve(index, now);
      DirCacheEditor editor = index.editor();
      changes.forEach(change -> editor.add(pathEdit(change.path(), change.edit())));
      editor.finish();
      index.write();
      if (!index.commit()) {
        throw new IOException("cannot replace " + repository.getIndexFile());
      }
      return true;
    } finally {
      index.unlock();
    }
  }

  /** An edit of a conflict would set each side of it. */
  private static void resolve(DirCache index, Map<String, Staged> now) {
    DirCacheEditor clearing = index.editor();
    now.forEach(
        (path, staged) -> {
          if (staged instanceof Staged.Conflict) {
            clearing.add(new DirCacheEditor.DeletePath(path));
          }
        });
    clearing.finish();
  }

  /**
   * As {@link #restage}, with all that an index can hold: marks, and the sides of conflicts.
   *
   * @return false when a path was not as expected
   * @throws IndexLocked when somebody else holds the lock for too long
   */
  public boolean restore(List<SlotChange> changes) throws IOException, IndexLocked {
    LockFile lock = new LockFile(repository.getIndexFile());
    long end = System.nanoTime() + lockWait.toNanos();
    while (!lock.lock()) {
      if (System.nanoTime() > end) {
        throw new IndexLocked();
      }
      IndexLock.pause();
    }
    try {
      return new IndexWriter(repository.getIndexFile().toPath()).write(lock, changes);
    } finally {
      lock.unlock();
    }
  }

  /** The index as it is. */
  public IndexBytes index() throws IOException {
    return IndexBytes.read(repository.getIndexFile().toPath());
  }

  /**
   * A file that changed, without changing its size, in the second in which the index was written
   * looks unchanged to a Git that compares whole seconds, as most are built. Such a Git knows by
   * the index being no newer than the file. Writing the index makes it newer, so that these entries
   * have to be marked for a look at the content first. JGit does not do it.
   */
  private void distrustFreshEntries(DirCache index) throws IOException {
    if (!repository.getIndexFile().exists()) {
      return;
    }
    Instant written =
        Files.getLastModifiedTime(repository.getIndexFile().toPath())
            .toInstant()
            .truncatedTo(ChronoUnit.SECONDS);
    for (int i = 0; i < index.getEntryCount(); i++) {
      if (index.getEntry(i).mightBeRacilyClean(written)) {
        index.getEntry(i).smudgeRacilyClean();
      }
    }
  }

  private DirCache lockIndex() throws IOException, IndexLocked {
    long end = System.nanoTime() + lockWait.toNanos();
    while (true) {
      try {
        // by file and not by repository: else JGit runs clean filters when it writes the index
        return DirCache.lock(repository.getIndexFile(), repository.getFS());
      } catch (LockFailedException e) {
        File lock = new File(repository.getIndexFile() + ".lock");
        if (!lock.exists() && !repository.getDirectory().canWrite()) {
          throw new IOException("cannot write to " + repository.getDirectory(), e);
        }
        if (System.nanoTime() > end) {
          throw new IndexLocked();
        }
      }
      IndexLock.pause();
    }
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
