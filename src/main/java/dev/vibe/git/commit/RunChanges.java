package dev.vibe.git.commit;

import dev.vibe.git.commit.CommitPlan.Item;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.store.FileStat;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.FileChange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ledger of a session: of each file that it changed, what is its doing and what is not. What the
 * user changes in between is told apart, as long as it is in other lines; what was there before is
 * the user's, whatever commands did to it in between. Owned by the thread of the session.
 */
public final class RunChanges {

  private final Versions versions;
  private final Map<Path, LedgerEntry> entries = new LinkedHashMap<>();
  private final HeadWays ways;
  private final UsersLines users;
  private final SubmoduleMoves submodules;
  private Instant since = Instant.MAX;

  /** What earlier processes of the session changed; asked for once, when something needs it. */
  private Optional<Supplier<List<PastChange>>> past;

  /** What a session of somebody else's left that may be taken over. */
  private Optional<Supplier<Optional<RunChanges>>> other = Optional.empty();

  /** In a folder without a repository. */
  public RunChanges() {
    this(Versions.NONE);
  }

  public RunChanges(Versions versions) {
    this.versions = versions;
    this.ways = new HeadWays(versions);
    this.users = new UsersLines(versions, ways, entries);
    this.submodules = new SubmoduleMoves(versions);
    this.past = Optional.empty();
  }

  /**
   * Of a session that goes on.
   *
   * @param past what it changed in earlier processes, oldest first
   */
  public RunChanges(Versions versions, Supplier<List<PastChange>> past) {
    this.versions = versions;
    this.ways = new HeadWays(versions);
    this.users = new UsersLines(versions, ways, entries);
    this.submodules = new SubmoduleMoves(versions);
    this.past = Optional.of(past);
  }

  /**
   * From now on these files of another session may be taken over.
   *
   * @param ledger of that session; asked for once, when something needs it
   */
  public void mayTakeOver(Supplier<Optional<RunChanges>> ledger) {
    other = Optional.of(ledger);
  }

  /** What another session left, of the files for which this holds, is this one's from now on. */
  public void takeOver(Predicate<WorkspacePath> wanted) {
    recall();
    if (other.isEmpty()) {
      return;
    }
    Optional<RunChanges> left = other.get().get();
    left.ifPresent(ledger -> takeOver(ledger, wanted));
  }

  private void takeOver(RunChanges ledger, Predicate<WorkspacePath> wanted) {
    List<LedgerEntry> found =
        ledger.pending().stream()
            .filter(file -> file.link().isEmpty())
            .map(ChangedFile::path)
            .filter(wanted)
            .map(path -> ledger.entries.get(path.absolute()))
            .toList();
    for (LedgerEntry entry : found) {
      LedgerEntry own = entries.putIfAbsent(entry.file(), entry);
      if (own == null) {
        ledger.entries.remove(entry.file());
      } else {
        own.takeOver(entry);
      }
    }
  }

  private void recall() {
    if (past.isEmpty()) {
      return;
    }
    List<PastChange> all = past.get().get();
    past = Optional.empty();
    for (int i = 0; i < all.size(); i++) {
      PastChange change = all.get(i);
      Moment after = i + 1 < all.size() ? all.get(i + 1).before() : versions.now();
      change.meanwhile().forEach(each -> met(each.path(), each.after()));
      record(change.changes(), change.before(), after, Map.of());
      made(change.commits());
      mixed(change.commits()); // what a command committed then is not known any more
    }
    Moment now = versions.now();
    entries.values().forEach(entry -> entry.endSession(now));
  }

  private void met(WorkspacePath path, FileState found) {
    LedgerEntry entry = entries.get(path.absolute());
    if (entry != null) {
      entry.look(found);
    }
  }

  /** To be asked for right before a command. */
  public Moment now() {
    recall(); // what is staged and committed now belongs to what was before
    Moment now = versions.now();
    entries.values().forEach(entry -> entry.catchUpWithNow(now));
    return now;
  }

  /** An edit that was written: to be called after it is on disk, because the file mode is read. */
  public void record(FileChange change) {
    recall();
    FileKind kind = FileStat.kindOf(change.path().absolute());
    FileState found = FileState.of(change.before(), kind);
    Moment now = versions.now();
    entry(change.path(), found, now).follow(found, FileState.of(change.after(), kind), now);
  }

  /**
   * What a command did.
   *
   * @param before the moment right before it
   * @param held what files held before it, where that was not what the index held
   */
  public void record(List<WorktreeChange> changes, Moment before, Map<Path, FileState> held) {
    recall();
    record(changes, before, versions.now(), held);
  }

  private void record(
      List<WorktreeChange> changes, Moment before, Moment after, Map<Path, FileState> held) {
    entries.values().forEach(entry -> entry.catchUp(before));
    for (WorktreeChange change : changes) {
      entry(change.path(), change.before(), before).follow(change.before(), change.after(), before);
    }
    users.follow(changes, before, after.head(), held);
    entries.values().forEach(entry -> entry.stagedByRun(after));
  }

  /** The commits that submodules are at; to be asked for right before a command. */
  public Map<WorkspacePath, String> submodules() {
    return versions.submodules();
  }

  /** A command moved those that are elsewhere now; gives them. */
  public List<WorkspacePath> recordSubmodules(Map<WorkspacePath, String> before) {
    return submodules.record(before);
  }

  /** These commits are the session's, too. */
  public void made(Collection<String> ids) {
    ways.made(List.copyOf(ids));
  }

  /**
   * These commits of the session hold lines of the user's, too: when HEAD goes back behind them,
   * nobody can tell which.
   */
  public void mixed(Collection<String> ids) {
    ways.mixed(List.copyOf(ids));
  }

  /** Whether a commit is not the session's alone. */
  public boolean isMixed(String commit) {
    return ways.isMixed(commit);
  }

  /** Full names of the commits that the session made, in order; some may be gone. */
  public List<String> commits() {
    recall();
    return ways.commits();
  }

  /** When the session first changed something; far ahead when it did not. */
  public Instant since() {
    recall();
    return since;
  }

  /** Whether the run had a part in a merge that is to be resolved. */
  boolean sawConflict() {
    recall();
    return entries.values().stream().anyMatch(LedgerEntry::sawConflict);
  }

  /** Files that are in conflict, but for those that the run has resolved. */
  List<String> unresolved() {
    Moment now = versions.now();
    Set<String> left = new TreeSet<>();
    for (String path : now.index().conflicted()) {
      left.add(versions.named(now.top().resolve(path)).relative());
    }
    for (ChangedFile file : pending()) {
      boolean resolved =
          !(file.after() instanceof Held held) || !MergeInProgress.isUnresolved(held.bytes());
      if (resolved) {
        left.remove(file.path().relative());
      }
    }
    return List.copyOf(left);
  }

  /**
   * Which of these files held uncommitted lines of the user's that a commit has now. To be asked
   * before what made it is recorded.
   *
   * @param before the moment right before
   * @param held as for {@link #record}
   * @param commit full name
   */
  public List<WorkspacePath> usersIn(
      List<WorkspacePath> files, Moment before, Map<Path, FileState> held, String commit) {
    recall();
    return users.in(files, before, held, commit);
  }

  private LedgerEntry entry(WorkspacePath path, FileState found, Moment then) {
    if (then.at().isBefore(since)) {
      since = then.at();
    }
    return entries.computeIfAbsent(
        path.absolute(), file -> new LedgerEntry(versions, ways, path, found, then));
  }

  /** Files that are not as they were before the run, in order of first change. */
  public List<ChangedFile> files() {
    recall();
    return entries.values().stream().filter(LedgerEntry::isChanged).map(LedgerEntry::view).toList();
  }

  /**
   * Relative paths of files that are as the present run found them, whoever brought them back.
   * Looks at the disk.
   */
  public Set<String> asFound() {
    pending(); // looks at each
    return entries.values().stream()
        .filter(LedgerEntry::isAsFound)
        .map(entry -> entry.path.relative())
        .collect(Collectors.toSet());
  }

  /** A run of the session has ended; what is recorded from now on belongs to the next. */
  public void endRun() {
    entries.values().forEach(LedgerEntry::endRun);
  }

  /**
   * Files with changes that no commit holds, in order of first change. Looks at the disk: what the
   * user took back meanwhile is not among them, nor is a new file in the cache of a tool.
   */
  public List<ChangedFile> pending() {
    recall();
    Moment now = versions.now();
    List<ChangedFile> pending = new ArrayList<>();
    for (LedgerEntry entry : entries.values()) {
      entry.catchUpWithNow(now);
      if (entry.isPending()) {
        entry.lookAtDisk();
      }
      if (entry.isPending() && !isCache(entry)) {
        pending.add(entry.view());
      }
    }
    pending.addAll(submodules.pending(now.head()));
    return pending;
  }

  /** What is in no commit of a cache is made again by the next command. */
  private static boolean isCache(LedgerEntry entry) {
    return !entry.goesOnFromSomething() && ToolCaches.has(entry.path.relative());
  }

  /** Every file that the run touched, in order of first change. */
  public List<WorkspacePath> paths() {
    recall();
    return Stream.concat(
            entries.values().stream().map(entry -> entry.path), submodules.paths().stream())
        .toList();
  }

  /** An undo or redo was carried out, and this is what each file that it changed holds now. */
  public void reversed(Map<Path, FileState> restored) {
    recall();
    restored.forEach(
        (path, then) -> {
          LedgerEntry entry = entries.get(path);
          if (entry != null) {
            entry.reversed(then);
          }
        });
  }

  /** That commit holds these now. */
  void committed(List<Item> items, String commit) {
    made(List.of(commit));
    for (Item item : items) {
      LedgerEntry entry = entries.get(item.file().path().absolute());
      submodules.committed(item.file().path().absolute());
      if (entry != null) {
        entry.committed(commit, item.restaging().left());
      }
    }
  }
}
