package dev.vibe.git;

import dev.vibe.git.CheckpointRecord.Stored;
import dev.vibe.git.GitStore.TreeEntry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Where checkpoints are kept: commits without parents under {@link #REFS}, in the user's own
 * repository, or, where that cannot be, in a bare one in the state folder. Writes objects and refs
 * of its own and nothing else: no index, no HEAD, no log of a ref. Nothing is flushed to the disk,
 * because that would cost more than all the rest; {@link #sync} makes up for it before a commit
 * shares the objects.
 */
final class CheckpointStore implements AutoCloseable {

  static final String REFS = "refs/vibe/";

  /** In a checkpoint: a file that was there, but is not kept. Nobody follows such an entry. */
  static final TreeEntry UNKEPT =
      new TreeEntry("160000", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");

  private static final String BEFORE = "before";
  private static final String AFTER = "after";

  /** Told before each thing that is written; tests let the process die there. */
  interface Steps {
    Steps UNWATCHED = step -> {};

    void before(String step);
  }

  private final Repository repository;
  private final boolean holdsIndex;
  private final Clock clock;
  private final Steps steps;
  private final Set<ObjectId> present = new HashSet<>();
  private final Set<ObjectId> unsynced = new LinkedHashSet<>();
  private long bytesAdded;

  private CheckpointStore(Repository repository, boolean holdsIndex, Clock clock, Steps steps) {
    this.repository = repository;
    this.holdsIndex = holdsIndex;
    this.clock = clock;
    this.steps = steps;
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
    Path own = ownFolder(workingFolder, settings);
    if (!Files.exists(own.resolve("HEAD"))) {
      Path parent = Files.createDirectories(own.resolveSibling("new"));
      Path made = Files.createTempDirectory(parent, "store");
      try (Repository fresh = bare(made, settings)) {
        fresh.create(true);
      }
      moveInto(made, own);
    }
    return new CheckpointStore(bare(own, settings), false, settings.clock(), steps);
  }

  /** Whether {@link #beside} has anything. */
  static boolean existsBeside(Path workingFolder, GitSettings settings) {
    return Files.exists(ownFolder(workingFolder, settings).resolve("HEAD"));
  }

  private static Path ownFolder(Path workingFolder, GitSettings settings) {
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
      byte[] name = workingFolder.toString().getBytes(StandardCharsets.UTF_8);
      String id = formatter.idFor(Constants.OBJ_BLOB, name).name();
      return settings.stateFolder().resolve("checkpoints").resolve(id.substring(0, 16) + ".git");
    }
  }

  private static Repository bare(Path folder, GitSettings settings) throws IOException {
    return new FileRepositoryBuilder()
        .setFS(QuietSystemReader.install(settings))
        .setGitDir(folder.toFile())
        .setBare()
        .build();
  }

  /** Another process may have been faster; its store will do. */
  private static void moveInto(Path made, Path own) throws IOException {
    try {
      Files.move(made, own, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException e) {
      if (!Files.exists(own.resolve("HEAD"))) {
        throw e;
      }
    }
  }

  /** Whether objects that the index names are in here, too. */
  boolean holdsIndex() {
    return holdsIndex;
  }

  Repository repository() {
    return repository;
  }

  /** Bytes of file content that were added, or found to be there already. */
  long bytesAdded() {
    return bytesAdded;
  }

  TreeEntry add(FileKind kind, byte[] bytes) throws IOException {
    try (ObjectInserter inserter = new Adding()) {
      String id = inserter.insert(Constants.OBJ_BLOB, bytes).name();
      inserter.flush();
      return new TreeEntry(kind.mode(), id);
    }
  }

  /** A tree of files, by paths. */
  String tree(Map<String, TreeEntry> files) throws IOException {
    DirCache cache = DirCache.newInCore();
    DirCacheBuilder builder = cache.builder();
    for (Map.Entry<String, TreeEntry> file : files.entrySet()) {
      try {
        builder.add(entry(file.getKey(), file.getValue()));
      } catch (IllegalArgumentException e) {
        // a name that Git itself would not take
      }
    }
    builder.finish();
    try (ObjectInserter inserter = new Adding()) {
      ObjectId id = cache.writeTree(inserter);
      inserter.flush();
      return id.name();
    }
  }

  private static DirCacheEntry entry(String path, TreeEntry file) {
    DirCacheEntry entry = new DirCacheEntry(path);
    entry.setFileMode(FileMode.fromBits(Integer.parseInt(file.mode(), 8)));
    entry.setObjectId(ObjectId.fromString(file.id()));
    return entry;
  }

  /**
   * Keeps a record under its ref. Compare-and-swap.
   *
   * @param after empty when there is none
   * @param replaced what the ref must point to now; empty when it must not exist
   * @return the commit
   */
  String keep(CheckpointRecord record, String before, String after, String replaced)
      throws IOException {
    TreeFormatter tree = new TreeFormatter();
    if (!after.isEmpty()) {
      tree.append(AFTER, FileMode.TREE, ObjectId.fromString(after));
    }
    tree.append(BEFORE, FileMode.TREE, ObjectId.fromString(before));
    ObjectId commit;
    try (ObjectInserter inserter = new Adding()) {
      CommitBuilder builder = new CommitBuilder();
      PersonIdent vibe =
          new PersonIdent("vibe", "vibe@localhost", clock.instant(), clock.getZone());
      builder.setTreeId(inserter.insert(tree));
      builder.setAuthor(vibe);
      builder.setCommitter(vibe);
      builder.setMessage(record.message());
      commit = inserter.insert(builder);
      inserter.flush();
    }
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

  void drop(CheckpointRecord.Id id) throws IOException {
    steps.before("drop");
    RefUpdate update = repository.updateRef(id.ref());
    update.setForceUpdate(true);
    RefUpdate.Result result = update.delete();
    if (result != RefUpdate.Result.FORCED && result != RefUpdate.Result.NEW) {
      throw new IOException("cannot delete " + id.ref() + ": " + result);
    }
  }

  /** All that can be read, of every session, oldest first; what is damaged is left out. */
  List<Stored> records() throws IOException {
    List<Stored> found = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository)) {
      for (Ref ref : repository.getRefDatabase().getRefsByPrefix(REFS)) {
        String name = ref.getName().substring(REFS.length());
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
    String before = "";
    String after = "";
    try (TreeWalk tree = new TreeWalk(walk.getObjectReader())) {
      tree.addTree(commit.getTree());
      while (tree.next()) {
        switch (tree.getNameString()) {
          case BEFORE -> before = tree.getObjectId(0).name();
          case AFTER -> after = tree.getObjectId(0).name();
          default -> {}
        }
      }
    }
    return new Stored(record, before, after, commit.getCommitterIdent().getWhenAsInstant());
  }

  boolean holds(CheckpointRecord.Id id) throws IOException {
    return repository.exactRef(id.ref()) != null;
  }

  /**
   * The highest number that a session has, or that somebody who was killed has left locked; 0 when
   * there is none.
   */
  int lastNumber(String session) throws IOException {
    String prefix = REFS + session + "/";
    Stream<String> written =
        repository.getRefDatabase().getRefsByPrefix(prefix).stream()
            .map(ref -> ref.getName().substring(prefix.length()));
    Path folder = repository.getCommonDirectory().toPath().resolve(REFS).resolve(session);
    return Stream.concat(written, Leftovers.locked(folder))
        .filter(name -> name.matches("[0-9]{1,9}"))
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(0);
  }

  /** What differs between two trees; an absent file has mode 000000. */
  record Difference(String path, TreeEntry before, TreeEntry after) {}

  List<Difference> differences(String before, String after) throws IOException {
    List<Difference> found = new ArrayList<>();
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.addTree(ObjectId.fromString(before));
      walk.addTree(ObjectId.fromString(after));
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      while (walk.next()) {
        found.add(new Difference(walk.getPathString(), side(walk, 0), side(walk, 1)));
      }
    }
    return found;
  }

  static TreeEntry side(TreeWalk walk, int side) {
    String mode = String.format("%06o", walk.getRawMode(side));
    return new TreeEntry(mode, walk.getObjectId(side).name());
  }

  FileState state(TreeEntry entry) throws IOException {
    for (FileKind kind : FileKind.values()) {
      if (kind.mode().equals(entry.mode())) {
        ObjectId id = ObjectId.fromString(entry.id());
        byte[] bytes = repository.open(id, Constants.OBJ_BLOB).getCachedBytes(1 << 30);
        return FileState.Held.of(kind, bytes);
      }
    }
    return entry.mode().equals("000000")
        ? new FileState.Absent()
        : new FileState.Unkept(FileKind.REGULAR, -1);
  }

  /** Flushes what was added here, as far as it is in files of its own. */
  void sync() throws IOException {
    if (repository.getObjectDatabase() instanceof ObjectDirectory directory) {
      for (ObjectId id : unsynced) {
        Path file = directory.fileFor(id).toPath();
        if (Files.exists(file)) {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
          }
        }
      }
    }
    unsynced.clear();
  }

  @Override
  public void close() {
    repository.close();
  }

  /** Adds what is not there yet, without asking twice, and remembers what is not flushed. */
  private final class Adding extends ObjectInserter.Filter {
    private final ObjectInserter inserter = repository.newObjectInserter();

    @Override
    protected ObjectInserter delegate() {
      return inserter;
    }

    @Override
    public ObjectId insert(int type, byte[] data) throws IOException {
      return insert(type, data, 0, data.length);
    }

    @Override
    public ObjectId insert(int type, byte[] data, int offset, int length) throws IOException {
      ObjectId id = inserter.idFor(type, data, offset, length);
      if (present.add(id)) {
        steps.before("object");
        inserter.insert(type, data, offset, length);
        unsynced.add(id);
        bytesAdded += type == Constants.OBJ_BLOB ? length : 0;
      }
      return id;
    }
  }
}
