package dev.vibe.git.commit;

import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.store.Staged;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.workspace.WorkspacePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finder of uncommitted lines of the user's that a command took along: to another file, or into a
 * commit. Owned by the thread of the session.
 */
final class UsersLines {

  private final Versions versions;
  private final HeadWays ways;
  private final Map<Path, LedgerEntry> entries;

  /**
   * A finder.
   *
   * @param entries of the ledger, by absolute path; they change with it
   */
  UsersLines(Versions versions, HeadWays ways, Map<Path, LedgerEntry> entries) {
    this.versions = versions;
    this.ways = ways;
    this.entries = entries;
  }

  /** As {@link RunChanges#usersIn}. */
  List<WorkspacePath> in(
      List<WorkspacePath> files, Moment before, Map<Path, FileState> held, String commit) {
    List<WorkspacePath> found = new ArrayList<>();
    for (WorkspacePath path : files) {
      FileState then = held.get(path.absolute());
      LedgerEntry entry = entryOf(path, then == null ? staged(before, path) : then, before);
      if (then instanceof Held) {
        entry.look(then);
      } else if (then == null) {
        entry.lookAtStaged(before);
      }
      entry.catchUp(before);
      if (entry.usersAreIn(commit)) {
        found.add(path);
      }
    }
    return found;
  }

  private FileState staged(Moment then, WorkspacePath path) {
    return then.staged(path) instanceof Staged.File(TreeEntry entry)
        ? versions.content(entry)
        : new Absent();
  }

  /**
   * Those that went to another file are still the user's. To be called when the changes are in the
   * ledger.
   *
   * @param head the commit after the command
   * @param held as for {@link RunChanges#record}
   */
  void follow(List<WorktreeChange> changes, Moment before, String head, Map<Path, FileState> held) {
    List<WorktreeChange> made =
        changes.stream()
            .filter(MovedFiles::isMade)
            .filter(each -> isUncommitted(each.path(), head))
            .toList();
    if (made.isEmpty()) {
      return;
    }
    List<WorktreeChange> gone = new ArrayList<>();
    for (WorktreeChange change : changes) {
      if (MovedFiles.isGone(change) && known(change.path()).goesOnFromSomething()) {
        gone.add(change);
      }
    }
    for (WorktreeChange change : made) {
      Optional<WorktreeChange> source = MovedFiles.source(change, gone, made.size());
      if (source.isPresent()) {
        gone.remove(source.get());
        known(change.path()).comesFrom(known(source.get().path()));
      } else {
        copied(change, before, held).ifPresent(known(change.path())::comesFrom);
      }
    }
  }

  private boolean isUncommitted(WorkspacePath path, String head) {
    return versions.committed(head, path.absolute()).equals(TreeEntry.ABSENT);
  }

  /** The file with lines of the user's that this one is a copy of. */
  private Optional<LedgerEntry> copied(
      WorktreeChange made, Moment before, Map<Path, FileState> held) {
    return held.entrySet().stream()
        .filter(each -> each.getValue().sameAs(made.after()))
        .filter(each -> !each.getKey().equals(made.path().absolute()))
        .map(each -> entryOf(versions.named(each.getKey()), each.getValue(), before))
        .filter(LedgerEntry::holdsUsersLines)
        .findFirst();
  }

  /** One that the ledger does not keep where it knows none. */
  private LedgerEntry entryOf(WorkspacePath path, FileState found, Moment before) {
    LedgerEntry known = entries.get(path.absolute());
    return known == null ? new LedgerEntry(versions, ways, path, found, before) : known;
  }

  private LedgerEntry known(WorkspacePath path) {
    return Objects.requireNonNull(entries.get(path.absolute()));
  }
}
