package dev.vibe.git.commit;

import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.FileState.Unkept;
import dev.vibe.git.file.LineEndings;
import dev.vibe.git.file.ThreeWay;
import dev.vibe.git.file.ThreeWay.Outcome.Merged;
import dev.vibe.git.snapshot.Worktree;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.Staged;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Entry of the ledger: one file, taken apart into what the run changed and all the rest.
 *
 * <p>{@code base} is the file as it would be without those changes of the run that no commit holds:
 * what the commit of that moment holds, with the user's uncommitted lines. It moves with HEAD,
 * whoever moved that, and with what the user changes; what the run does to the file never moves it.
 * {@code stagedByUser} is in the same way what the index would hold without what the run staged.
 */
final class LedgerEntry {

  private final Versions versions;
  private final HeadWays ways;
  private final StagedMerge index;
  final WorkspacePath path;

  private FileState before;
  private FileState base;
  private FileState after;
  private FileState atStart;
  private boolean entangled;

  private String head;

  /** The file of {@link #head} that {@code base} goes on from: another one after a move. */
  private WorkspacePath committedAs;

  /** The file itself, and those that the run moved it here from, the last one first. */
  private final List<WorkspacePath> places = new ArrayList<>();

  private Staged stagedByUser;
  private Staged stagedSeen;

  /** Lines that the run wrote at some time. */
  private KnownLines written = KnownLines.NONE;

  /** A conflict was in the index while the run was at work. */
  private boolean sawConflict;

  /** Where the run moved the file to; empty when it did not. */
  private Optional<LedgerEntry> movedTo = Optional.empty();

  /** What HEAD's way from each commit made of {@code base}, for the way back. */
  private final Map<String, Passage> passages = new HashMap<>();

  LedgerEntry(Versions versions, HeadWays ways, WorkspacePath path, FileState found, Moment then) {
    this.versions = versions;
    this.ways = ways;
    this.index = new StagedMerge(versions);
    this.path = path;
    this.before = found;
    this.base = found;
    this.after = found;
    this.atStart = found;
    this.head = then.head();
    this.committedAs = path;
    this.places.add(path);
    this.stagedByUser = then.staged(path);
    this.stagedSeen = stagedByUser;
  }

  /** The run changed the file from one state to another. */
  void follow(FileState found, FileState left, Moment then) {
    meet(found); // before HEAD is followed: what was committed since, was on disk then
    catchUp(then);
    sawConflict |= stagedSeen instanceof Staged.Conflict;
    written = written.andNew(left, found);
    after = left;
  }

  /** As {@link #catchUp}, at a moment that is now: what was committed since, is on disk. */
  void catchUpWithNow(Moment now) {
    if (!now.head().equals(head)) {
      lookAtDisk();
    }
    catchUp(now);
  }

  /** Takes in what others committed and staged since. */
  void catchUp(Moment now) {
    advance(now.head());
    Staged staged = now.staged(path);
    if (!staged.equals(stagedSeen)) {
      stagedByUser =
          stagedByUser.equals(stagedSeen) ? staged : index.merge(stagedSeen, stagedByUser, staged);
      stagedSeen = staged;
    }
  }

  /** A command of the run has ended: what is staged otherwise now was staged by it. */
  void stagedByRun(Moment now) {
    stagedSeen = now.staged(path);
    sawConflict |= stagedSeen instanceof Staged.Conflict;
    advance(now.head());
  }

  /** A commit holds this now, and the index that. */
  void committed(String commit, Staged staged) {
    FileState was = base;
    advance(commit);
    if (base.sameAs(was)) {
      base = after; // nothing that was merged differs, so all of it is in there
    }
    stagedByUser = staged;
    stagedSeen = staged;
    if (after instanceof Absent) {
      movedTo = Optional.empty();
    }
  }

  private void advance(String commit) {
    if (!commit.equals(head)) {
      ways.between(head, commit).forEach(this::step);
    }
  }

  private void step(HeadWays.Step step) {
    String commit = step.to();
    TreeEntry was = versions.committed(head, committedAs.absolute());
    WorkspacePath place = placeIn(commit);
    TreeEntry is = versions.committed(commit, place.absolute());
    Optional<Passage> back = Optional.ofNullable(passages.remove(commit));
    if (step.kind() == HeadWays.Kind.BEHIND_OTHERS && back.isPresent()) {
      base = back.get().behindOthers(base, written);
      place = back.get().committedAs();
    } else if (step.kind() == HeadWays.Kind.BEHIND_OWN && back.isPresent()) {
      base = back.get().behindOwn(base);
      place = back.get().committedAs();
      stagedByUser = index.merge(back.get().stagedAfter(), stagedByUser, back.get().stagedBefore());
    } else if (step.kind() != HeadWays.Kind.BEHIND_OTHERS
        && !(was.equals(is) && place.equals(committedAs))) {
      FileState old = base;
      Staged oldStaged = stagedByUser;
      FileState next = inWorkTree(is);
      if (ThreeWay.merge(inWorkTree(was), base, next) instanceof Merged(FileState both)) {
        base = both;
      } else if (after.sameAs(next)) {
        base = after;
        entangled = false;
      }
      stagedByUser = advancedIndex(was, is);
      passages.put(head, new Passage(committedAs, old, base, after, oldStaged, stagedByUser));
    }
    head = commit;
    committedAs = place;
  }

  /** The file of a commit that this one is: itself, or the last of those that it was before. */
  private WorkspacePath placeIn(String commit) {
    if (!committedAs.equals(path)) {
      for (WorkspacePath place : places) {
        if (!versions.committed(commit, place.absolute()).equals(TreeEntry.ABSENT)) {
          return place;
        }
      }
    }
    return committedAs;
  }

  private Staged advancedIndex(TreeEntry was, TreeEntry is) {
    return stagedByUser instanceof Staged.Conflict
        ? stagedByUser
        : index.merge(StagedMerge.of(was), stagedByUser, StagedMerge.of(is));
  }

  /** With the line ends that the file has on disk. */
  private FileState inWorkTree(TreeEntry entry) {
    FileState like = after instanceof Held ? after : base;
    return versions.content(entry) instanceof Held held && like instanceof Held model
        ? Held.of(held.kind(), LineEndings.as(held.bytes(), model.bytes()))
        : versions.content(entry);
  }

  /** Somebody else changed the file since: that belongs to what is not the run's. */
  private void meet(FileState found) {
    if (after.sameAs(found)) {
      return;
    }
    if (atStart.sameAs(after)) {
      atStart = found;
    }
    if (ThreeWay.merge(after, base, found) instanceof Merged(FileState both)) {
      base = both;
    } else {
      entangled = true;
    }
    if (ThreeWay.merge(after, before, found) instanceof Merged(FileState both)) {
      before = both;
    } else {
      before = base;
    }
    after = found;
  }

  /**
   * Takes in what became of the file: what the user took back, or deleted, is the run's no longer.
   * What they changed in the run's own lines is left for them to commit.
   */
  void lookAtDisk() {
    try {
      if (!Files.exists(file(), LinkOption.NOFOLLOW_LINKS)) {
        look(new Absent());
        return;
      }
      FileStat stat = FileStat.of(FileStat.attributes(file()));
      if (stat.size() <= Worktree.MOST_BYTES_OF_FILE && !(after instanceof Unkept)) {
        look(Held.of(stat.kind(), Worktree.content(file(), stat.kind())));
      }
    } catch (IOException e) {
      // a folder by now, or unreadable: it stays as it was recorded
    }
  }

  /** As {@link #lookAtDisk}, where it is known what the file held. */
  void look(FileState found) {
    if (after.sameAs(found)) {
      return;
    }
    if (found instanceof Absent) {
      before = found;
      base = found;
      after = found;
      entangled = false;
    } else if (ThreeWay.merge(after, base, found) instanceof Merged) {
      meet(found);
    }
  }

  /** As {@link #lookAtDisk}, at a moment when the file was as it was staged, or not there. */
  void lookAtStaged(Moment then) {
    if (after instanceof Held && then.staged(path) instanceof Staged.File(TreeEntry entry)) {
      look(inWorkTree(entry));
    }
  }

  /**
   * The run moved, or copied, the user's lines in that file here; they are the user's here, too.
   */
  void comesFrom(LedgerEntry source) {
    if (source.committedAs.equals(path)) {
      source.base = source.after; // it moved back
      source.committedAs = source.path;
      return;
    }
    if (!committedAs.equals(path)) {
      return; // that is known, and the file only came back
    }
    base = source.base;
    entangled = source.entangled;
    head = source.head;
    committedAs = source.committedAs;
    places.addAll(source.places);
    passages.putAll(source.passages);
    stagedByUser = source.stagedByUser;
    if (source.after instanceof Absent) {
      source.movedTo = Optional.of(this);
    }
  }

  /** What another session changed in the file is this one's from now on. */
  void takeOver(LedgerEntry other) {
    if (ThreeWay.merge(other.after, base, other.base) instanceof Merged(FileState without)) {
      base = without;
      written = written.and(other.written);
    }
  }

  /** Whether there is anything in it but what the run wrote. */
  boolean goesOnFromSomething() {
    return !(base instanceof Absent);
  }

  /** Whether it holds lines of the user's that are in no commit. */
  boolean holdsUsersLines() {
    return !inWorkTree(versions.committed(head, committedAs.absolute())).sameAs(base);
  }

  /** Whether a commit has taken in the lines of the user's that none had. */
  boolean usersAreIn(String commit) {
    FileState was = inWorkTree(versions.committed(head, committedAs.absolute()));
    FileState is = inWorkTree(versions.committed(commit, path.absolute()));
    return !base.sameAs(was)
        && !is.sameAs(was)
        && ThreeWay.merge(was, base, is) instanceof Merged(FileState both)
        && both.sameAs(is);
  }

  /** An undo or redo put it into this state. */
  void reversed(FileState then) {
    after = then;
    atStart = then;
  }

  /**
   * What an earlier process changed is no part of a run from now on; it may still be pending. What
   * was staged then is not known.
   */
  void endSession(Moment now) {
    before = after;
    atStart = after;
    stagedSeen = now.staged(path);
    boolean movesOn = !committedAs.equals(path) && stagedSeen instanceof Staged.Nothing;
    stagedByUser = movesOn ? now.staged(committedAs) : stagedSeen;
  }

  void endRun() {
    atStart = after;
  }

  boolean isAsFound() {
    return atStart.sameAs(after);
  }

  boolean isChanged() {
    return entangled || !before.sameAs(after);
  }

  FileState after() {
    return after;
  }

  boolean sawConflict() {
    return sawConflict;
  }

  /**
   * Whether the run changed something that no commit holds. Lines of the user's that it took away
   * are in none, so there is nothing of them to commit.
   */
  boolean isPending() {
    boolean movesOn = !committedAs.equals(path) && after instanceof Held;
    if (movesOn) {
      return true;
    }
    if (base.sameAs(after) && !entangled) {
      return false;
    }
    FileState committed = inWorkTree(versions.committed(head, path.absolute()));
    boolean isNowhere = after instanceof Absent && committed instanceof Absent;
    if (entangled || isNowhere) {
      return !isNowhere;
    }
    return !(ThreeWay.merge(base, committed, after) instanceof Merged(FileState next)
        && next.sameAs(committed));
  }

  Path file() {
    return path.absolute();
  }

  ChangedFile view() {
    return new ChangedFile(
        path,
        before,
        base,
        after,
        entangled,
        new ChangedFile.Origin(
            committedAs,
            stagedByUser.equals(stagedSeen) ? Optional.empty() : Optional.of(stagedByUser),
            written,
            after instanceof Absent ? movedTo.map(to -> to.path) : Optional.empty()),
        "");
  }
}
