package dev.vibe.git;

import dev.vibe.file.FileName;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.commit.ChangedFile;
import dev.vibe.git.commit.FoundSecret;
import dev.vibe.git.commit.PendingSecrets;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.LineEndings;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.IndexFile;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.text.NameBytes;
import dev.vibe.text.SecretScan;
import dev.vibe.workspace.content.BlobId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.ReflogEntry;
import org.eclipse.jgit.lib.ReflogReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Finder of work that is not the run's and would be lost with a file, a stash or a branch, because
 * no commit, or no other branch, has it. Looks at one moment; blocks on disk.
 */
public final class UsersWork implements AutoCloseable {

  private static final String STASH = "refs/stash";
  private static final int MOST_COMMITS = 1_000;

  private final Checkout checkout;
  private final JGitStore store;
  private final WorktreeSnapshot files;
  private final RunChanges changes;
  private final Collection<HeadMove> own;
  private final Path folder;

  /**
   * Looks.
   *
   * @param own moves of HEAD by the session
   */
  UsersWork(Checkout checkout, WorktreeSnapshot files, RunChanges changes, Collection<HeadMove> own)
      throws IOException {
    this.checkout = checkout;
    this.store = JGitStore.open(checkout.folders(), checkout.settings());
    this.files = files;
    this.changes = changes;
    this.own = List.copyOf(own);
    this.folder = checkout.folder();
  }

  /** Tracked files that are not as they are staged, by path as seen from the working folder. */
  public List<String> unstaged(Predicate<String> wanted) throws IOException {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, FileState> file : files.kept().entrySet()) {
      IndexFile.Entry entry = files.tracked().files().get(file.getKey());
      String path = seen(file.getKey());
      if (entry != null && wanted.test(path) && !isStaged(file.getValue(), entry)) {
        found.add(path);
      }
    }
    files.tracked().conflicted().stream().map(this::seen).filter(wanted).forEach(found::add);
    return usersOf(found);
  }

  /** As a command in the working folder would name it. */
  private String seen(String inSnapshot) {
    return seen(FileName.in(files.root(), inSnapshot));
  }

  private String seen(Path file) {
    return FileName.of(folder.relativize(file));
  }

  private static boolean isStaged(FileState state, IndexFile.Entry entry) {
    return state instanceof Held held
        && (entry.id().equals(BlobId.of(held.bytes(), entry.id().length()))
            || entry.id().equals(BlobId.of(LineEndings.toLf(held.bytes()), entry.id().length())));
  }

  /** Files that are staged otherwise than in HEAD. */
  public List<String> staged(Predicate<String> wanted) throws IOException {
    List<String> found = new ArrayList<>();
    for (String path : index().keySet()) {
      String name = seen(FileName.in(checkout.folders().worktree(), path));
      if (wanted.test(name)) {
        found.add(name);
      }
    }
    return usersOf(found);
  }

  /** What is staged otherwise than in HEAD, by path in the repository. */
  private Map<String, FileState> index() throws IOException {
    Head head = store.head();
    Map<String, FileState> found = new LinkedHashMap<>();
    try (TreeWalk walk = new TreeWalk(store.repository())) {
      if (head.isUnborn()) {
        walk.addTree(new EmptyTreeIterator());
      } else {
        walk.addTree(commit(head.commit()).getTree());
      }
      walk.addTree(new DirCacheIterator(store.repository().readDirCache()));
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      while (walk.next()) {
        found.put(
            NameBytes.decoded(walk.getRawPath()),
            walk.getRawMode(1) == 0
                ? new Absent()
                : store.state(
                    new TreeEntry(
                        String.format("%06o", walk.getRawMode(1)), walk.getObjectId(1).name())));
      }
    }
    return found;
  }

  /**
   * Secrets that a command would commit: in what is staged, and in files that it stages itself.
   *
   * @param tracked whether it takes a tracked file, by its path as seen from the working folder
   * @param others the same of one that Git does not track
   */
  public List<FoundSecret> secretsCommitted(
      Predicate<String> tracked, Predicate<String> others, String command, SecretScan scan)
      throws IOException {
    Map<String, FileState> taken = new TreeMap<>(index());
    for (Map.Entry<String, FileState> file : files.kept().entrySet()) {
      String name = seen(file.getKey());
      if ((files.tracked().isTracked(file.getKey()) ? tracked : others).test(name)) {
        Path path = FileName.in(files.root(), file.getKey());
        taken.put(FileName.of(checkout.folders().worktree().relativize(path)), file.getValue());
      }
    }
    return PendingSecrets.in(store, taken, command, scan);
  }

  /** Files that Git does not track and no rule ignores. */
  public List<String> untracked(Predicate<String> wanted) throws IOException {
    List<String> found = new ArrayList<>();
    for (String path : files.scan().files().keySet()) {
      String name = seen(path);
      if (!files.tracked().isTracked(path) && wanted.test(name)) {
        found.add(name);
      }
    }
    return usersOf(found);
  }

  /** Without the files in which nothing but the run's is uncommitted. */
  private List<String> usersOf(Collection<String> paths) throws IOException {
    Map<Path, ChangedFile> ledger = new HashMap<>();
    changes.files().forEach(file -> ledger.put(file.path().absolute(), file));
    TreeSet<String> users = new TreeSet<>();
    for (String path : paths) {
      ChangedFile file = ledger.get(FileName.in(folder, path).normalize());
      if (file == null || !isOnlyTheRuns(file)) {
        users.add(path);
      }
    }
    return List.copyOf(users);
  }

  private boolean isOnlyTheRuns(ChangedFile file) throws IOException {
    Path path = file.path().absolute();
    FileState now =
        files.kept().getOrDefault(FileName.of(files.root().relativize(path)), file.after());
    return now.sameAs(file.after())
        && file.before().sameAs(committed(checkout.folders().relative(path)));
  }

  private FileState committed(String path) throws IOException {
    TreeEntry entry = store.committed(store.head(), List.of(path)).get(path);
    return entry == null ? new Absent() : store.state(entry);
  }

  /** Names of the stashes, newest first. */
  public List<String> stashes() throws IOException {
    ReflogReader log = store.repository().getRefDatabase().getReflogReader(STASH);
    List<String> found = new ArrayList<>();
    if (log != null) {
      for (ReflogEntry entry : log.getReverseEntries()) {
        found.add(entry.getNewId().name());
      }
    }
    return found;
  }

  /** How many commits of HEAD a revision does not have, without the run's own. */
  public int commitsSince(String revision) throws IOException {
    ObjectId to;
    try {
      to = store.repository().resolve(revision + "^{commit}");
    } catch (RuntimeException e) {
      return 0; // Git will not find it either
    }
    Head head = store.head();
    return to == null || head.isUnborn()
        ? 0
        : count(ObjectId.fromString(head.commit()), others(head.branch(), to));
  }

  /** How many commits only this branch has, without the run's own. */
  public int commitsOnlyOn(String branch) throws IOException {
    Ref ref = store.repository().exactRef("refs/heads/" + branch);
    return ref == null || ref.getObjectId() == null
        ? 0
        : count(ref.getObjectId(), others(ref.getName(), ObjectId.zeroId()));
  }

  /** How many commits only the branch that is checked out has, without the run's own. */
  public int commitsOnlyOnHead() throws IOException {
    Head head = store.head();
    return head.isUnborn()
        ? 0
        : count(ObjectId.fromString(head.commit()), others(head.branch(), ObjectId.zeroId()));
  }

  /** What all other branches, tags and branches elsewhere lead to, and one commit more. */
  private Set<ObjectId> others(String branch, ObjectId more) throws IOException {
    Set<ObjectId> found = new HashSet<>();
    if (!more.equals(ObjectId.zeroId())) {
      found.add(more);
    }
    Repository repository = store.repository();
    for (String prefixOfRefs : List.of("refs/heads/", "refs/tags/", "refs/remotes/")) {
      for (Ref ref : repository.getRefDatabase().getRefsByPrefix(prefixOfRefs)) {
        if (!ref.getName().equals(branch) && ref.getObjectId() != null) {
          found.add(ref.getObjectId());
        }
      }
    }
    return found;
  }

  private int count(ObjectId from, Set<ObjectId> without) throws IOException {
    Set<ObjectId> runs = new HashSet<>();
    for (HeadMove move : own) {
      ObjectId before =
          move.from().isEmpty() ? ObjectId.zeroId() : ObjectId.fromString(move.from());
      runs.addAll(between(ObjectId.fromString(move.to()), Set.of(before)));
    }
    return (int) between(from, without).stream().filter(id -> !runs.contains(id)).count();
  }

  private Set<ObjectId> between(ObjectId from, Set<ObjectId> without) throws IOException {
    Set<ObjectId> found = new HashSet<>();
    Repository repository = store.repository();
    try (RevWalk walk = new RevWalk(repository)) {
      if (!repository.getObjectDatabase().has(from)) {
        return found;
      }
      walk.markStart(walk.parseCommit(from));
      for (ObjectId id : without) {
        if (repository.getObjectDatabase().has(id)
            && walk.peel(walk.parseAny(id)) instanceof RevCommit commit) {
          walk.markUninteresting(commit);
        }
      }
      for (RevCommit at = walk.next();
          at != null && found.size() < MOST_COMMITS;
          at = walk.next()) {
        found.add(at.getId());
      }
    }
    return found;
  }

  private RevCommit commit(String id) throws IOException {
    return store.repository().parseCommit(ObjectId.fromString(id));
  }

  @Override
  public void close() {
    store.close();
  }
}
