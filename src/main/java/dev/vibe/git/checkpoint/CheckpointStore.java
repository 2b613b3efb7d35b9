package dev.vibe.git.checkpoint;

import dev.vibe.git.checkpoint.CheckpointRecord.Extent;
import dev.vibe.git.checkpoint.CheckpointRecord.Stored;
import dev.vibe.git.checkpoint.IndexTree.SlotDifference;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.store.IndexSlot;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.TreeDifference;
import dev.vibe.git.store.TreeEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Store of checkpoints: commits without parents under {@link CheckpointRecord#REFS}, in the user's
 * own repository, or, where that cannot be, in a bare one in the state folder. Writes objects and
 * refs of its own and nothing else: no index, no HEAD, no log of a ref. Objects are on the disk
 * before a ref names them.
 */
public final class CheckpointStore implements CheckpointFiles.Sink, AutoCloseable {

  /** In a checkpoint: a file that was there, but is not kept. Nobody follows such an entry. */
  public static final TreeEntry UNKEPT =
      new TreeEntry(TreeEntry.SUBMODULE, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");

  private final Repository repository;
  private final boolean holdsIndex;
  private final Clock clock;
  private final Steps steps;
  private final Set<ObjectId> present = new HashSet<>();
  private final ObjectInserter.Formatter names = new ObjectInserter.Formatter();
  private final ObjectBatch batch;
  private long bytesAdded;

  private CheckpointStore(Repository repository, boolean holdsIndex, Clock clock, Steps steps) {
    this.repository = repository;
    this.holdsIndex = holdsIndex;
    this.clock = clock;
    this.steps = steps;
    this.batch = new ObjectBatch((ObjectDirectory) repository.getObjectDatabase(), steps);
    // in memory only: a ref that a power cut leaves empty would be complained about by Git
    repository.getConfig().setBoolean("core", null, "fsyncRefFiles", true);
  }

  /** In the repository itself. */
  static CheckpointStore in(GitFolders folders, GitSettings settings, Steps steps)
      throws IOException {
    Repository repository = JGitStore.repository(folders, settings);
    return new CheckpointStore(repository, true, settings.clock(), steps);
  }

  /** In the state folder; made when it is not there. */
  static CheckpointStore beside(Path workingFolder, GitSettings settings, Steps steps)
      throws IOException {
    Repository own = StateRepository.of(workingFolder, settings).openOrMake();
    return new CheckpointStore(own, false, settings.clock(), steps);
  }

  /**
   * Takes over what was recorded for the folder before it had this repository. Records leave the
   * store in the state folder when they are here.
   */
  void takeOver(Path workingFolder, GitSettings settings) throws IOException {
    StateRepository own = StateRepository.of(workingFolder, settings);
    if (!own.exists()) {
      return;
    }
    try (CheckpointStore old = new CheckpointStore(own.open(), false, settings.clock(), steps)) {
      for (Ref ref : old.repository.getRefDatabase().getRefsByPrefix(CheckpointRecord.REFS)) {
        if (repository.exactRef(ref.getName()) == null) {
          copy(old.repository, ref.getObjectId());
          flush();
          point(ref.getName(), ref.getObjectId(), "");
        }
        old.drop(ref.getName());
      }
    }
  }

  /** A record, with all that it holds. */
  private void copy(Repository from, ObjectId commit) throws IOException {
    try (RevWalk walk = new RevWalk(from);
        TreeWalk tree = new TreeWalk(from)) {
      RevCommit parsed = walk.parseCommit(commit);
      copyObject(from, parsed.getTree());
      tree.addTree(parsed.getTree());
      while (tree.next()) {
        if (!FileMode.GITLINK.equals(tree.getFileMode(0))) {
          copyObject(from, tree.getObjectId(0));
        }
        if (tree.isSubtree()) {
          tree.enterSubtree();
        }
      }
      copyObject(from, commit);
    }
  }

  private void copyObject(Repository from, ObjectId id) throws IOException {
    ObjectLoader loader = from.open(id);
    add(loader.getType(), loader.getBytes());
  }

  /** Whether objects that the index names are in here, too. */
  boolean holdsIndex() {
    return holdsIndex;
  }

  /** Whether it is the repository of the working folder itself. */
  public boolean isOfRepository() {
    return holdsIndex;
  }

  Repository repository() {
    return repository;
  }

  /** Bytes of file content that were added, or found to be there already. */
  long bytesAdded() {
    return bytesAdded;
  }

  public TreeEntry add(FileKind kind, byte[] bytes) throws IOException {
    return new TreeEntry(kind.mode(), add(Constants.OBJ_BLOB, bytes).name());
  }

  /** Adds what is not there yet, without asking twice. {@link #flush} makes it readable. */
  @Override
  public ObjectId add(int type, byte[] bytes) throws IOException {
    ObjectId id = names.idFor(type, bytes);
    if (present.add(id)) {
      bytesAdded += type == Constants.OBJ_BLOB ? bytes.length : 0;
      // nobody else makes such a commit
      if (type == Constants.OBJ_COMMIT || !repository.getObjectDatabase().has(id)) {
        batch.add(id, type, bytes);
      }
    }
    return id;
  }

  /** Returns when all that was added can be read and survives a power cut. */
  public void flush() throws IOException {
    batch.flush();
  }

  /** A tree of files, by paths. */
  public String tree(Map<String, TreeEntry> files) throws IOException {
    return CheckpointFiles.none().exactly(files).addTo(this);
  }

  /**
   * Keeps a record of files alone, as {@link #keep(CheckpointRecord, CheckpointTrees, String)}.
   *
   * @param after empty when there is none
   */
  public String keep(CheckpointRecord record, String before, String after, String replaced)
      throws IOException {
    return keep(record, new CheckpointTrees(before, after), replaced);
  }

  /**
   * Keeps a record under its ref. Compare-and-swap.
   *
   * @param replaced what the ref must point to now; empty when it must not exist
   * @return the commit
   */
  public String keep(CheckpointRecord record, CheckpointTrees trees, String replaced)
      throws IOException {
    TreeFormatter tree = new TreeFormatter();
    for (CheckpointTrees.Part part : CheckpointTrees.Part.values()) {
      if (!trees.part(part).isEmpty()) {
        tree.append(part.file(), FileMode.TREE, ObjectId.fromString(trees.part(part)));
      }
    }
    PersonIdent vibe = new PersonIdent("vibe", "vibe@localhost", clock.instant(), clock.getZone());
    CommitBuilder builder = new CommitBuilder();
    builder.setTreeId(add(Constants.OBJ_TREE, tree.toByteArray()));
    builder.setAuthor(vibe);
    builder.setCommitter(vibe);
    builder.setMessage(record.message());
    ObjectId commit = add(Constants.OBJ_COMMIT, builder.build());
    flush();
    point(record.id().ref(), commit, replaced);
    return commit.name();
  }

  private void point(String ref, ObjectId commit, String replaced) throws IOException {
    steps.before("ref");
    RefUpdate update = repository.updateRef(ref);
    update.setExpectedOldObjectId(
        replaced.isEmpty() ? ObjectId.zeroId() : ObjectId.fromString(replaced));
    update.setNewObjectId(commit);
    update.setForceUpdate(true);
    update.disableRefLog();
    update.setCheckConflicting(false); // numbers below a session never are in each other's way
    RefUpdate.Result result = update.update();
    boolean good =
        result == RefUpdate.Result.NEW
            || result == RefUpdate.Result.FORCED
            || result == RefUpdate.Result.FAST_FORWARD
            || result == RefUpdate.Result.NO_CHANGE;
    if (!good) {
      throw new IOException("cannot write " + ref + ": " + result);
    }
  }

  public void drop(CheckpointRecord.Id id) throws IOException {
    drop(id.ref());
  }

  private void drop(String ref) throws IOException {
    steps.before("drop");
    RefUpdate update = repository.updateRef(ref);
    update.setForceUpdate(true);
    RefUpdate.Result result = update.delete();
    if (result != RefUpdate.Result.FORCED && result != RefUpdate.Result.NEW) {
      throw new IOException("cannot delete " + ref + ": " + result);
    }
  }

  /** All that can be read, of every session, oldest first; what is damaged is left out. */
  public List<Stored> records() throws IOException {
    List<Stored> found = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository)) {
      for (Ref ref : repository.getRefDatabase().getRefsByPrefix(CheckpointRecord.REFS)) {
        String name = ref.getName().substring(CheckpointRecord.REFS.length());
        int slash = name.lastIndexOf('/');
        try {
          CheckpointRecord.Id id =
              new CheckpointRecord.Id(
                  name.substring(0, slash), Integer.parseInt(name.substring(slash + 1)));
          found.add(read(walk, id, ref));
        } catch (MissingObjectException | IllegalArgumentException | IndexOutOfBoundsException e) {
          // not one of ours, or of a later version
        }
      }
    }
    found.sort(
        Comparator.comparing(Stored::at)
            .thenComparing(stored -> stored.record().id().session())
            .thenComparingInt(stored -> stored.record().id().number()));
    return found;
  }

  private static Stored read(RevWalk walk, CheckpointRecord.Id id, Ref ref) throws IOException {
    RevCommit commit = walk.parseCommit(ref.getObjectId());
    CheckpointRecord record = CheckpointRecord.parse(id, commit.getFullMessage());
    Map<String, String> parts = new HashMap<>();
    try (TreeWalk tree = new TreeWalk(walk.getObjectReader())) {
      tree.addTree(commit.getTree());
      while (tree.next()) {
        parts.put(tree.getNameString(), tree.getObjectId(0).name());
      }
    }
    Function<CheckpointTrees.Part, String> part = each -> parts.getOrDefault(each.file(), "");
    CheckpointTrees trees =
        new CheckpointTrees(
            part.apply(CheckpointTrees.Part.BEFORE),
            part.apply(CheckpointTrees.Part.AFTER),
            new RepositoryTrees(
                part.apply(CheckpointTrees.Part.INDEX_BEFORE),
                part.apply(CheckpointTrees.Part.OPERATION_BEFORE)),
            new RepositoryTrees(
                part.apply(CheckpointTrees.Part.INDEX_AFTER),
                part.apply(CheckpointTrees.Part.OPERATION_AFTER)));
    return new Stored(record, trees, commit.getCommitterIdent().getWhenAsInstant(), Extent.WHOLE);
  }

  boolean holds(CheckpointRecord.Id id) throws IOException {
    return repository.exactRef(id.ref()) != null;
  }

  /**
   * The highest number that a session has, or that somebody who was killed has left locked; 0 when
   * there is none.
   */
  public int lastNumber(String session) throws IOException {
    String prefix = CheckpointRecord.REFS + session + "/";
    Stream<String> written =
        repository.getRefDatabase().getRefsByPrefix(prefix).stream()
            .map(ref -> ref.getName().substring(prefix.length()));
    Path folder =
        repository.getCommonDirectory().toPath().resolve(CheckpointRecord.REFS).resolve(session);
    return Stream.concat(written, StaleFiles.locked(folder))
        .filter(name -> name.matches("[0-9]{1,9}"))
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(0);
  }

  /** Where what two indexes held differs. */
  public List<SlotDifference> indexDifferences(String before, String after) throws IOException {
    return IndexTree.differences(repository, before, after);
  }

  /** The tree of what indexes hold at some paths. */
  public String indexTree(Map<String, IndexSlot> slots) throws IOException {
    return tree(IndexTree.files(slots, this));
  }

  /** The files that say what is in progress, by name; of an empty tree none. */
  public Map<String, TreeEntry> operation(String tree) throws IOException {
    Map<String, TreeEntry> found = new TreeMap<>();
    for (TreeDifference each :
        TreeDifference.between(
            repository,
            ObjectId.zeroId(),
            tree.isEmpty() ? ObjectId.zeroId() : ObjectId.fromString(tree))) {
      found.put(each.path(), each.after());
    }
    return found;
  }

  public List<TreeDifference> differences(String before, String after) throws IOException {
    return TreeDifference.between(
        repository, ObjectId.fromString(before), ObjectId.fromString(after));
  }

  public FileState state(TreeEntry entry) throws IOException {
    return TreeDifference.state(repository, entry);
  }

  @Override
  public void close() {
    repository.close();
  }
}
