package dev.vibe.git.commit;

import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.ThreeWay;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.store.FileStat;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.Content;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ledger of a run: what each file was before the run first touched it and after it last did. What
 * the user changes in between is told apart, as long as it is in other lines. Owned by the thread
 * of the session.
 */
public final class RunChanges {

  private static final int MOST_STATES = 16;
  private static final int LARGEST_STATE = 1 << 20;

  private final Map<Path, Entry> entries = new LinkedHashMap<>();

  private static final class Entry {
    final WorkspacePath path;
    FileState before;
    FileState committed;
    FileState after;
    FileState atStart;
    boolean entangled;
    final List<FileState> between = new ArrayList<>();

    Entry(WorkspacePath path, FileState before, FileState after) {
      this.path = path;
      this.before = before;
      this.committed = before;
      this.after = after;
      this.atStart = before;
    }

    void follow(FileState found, FileState left) {
      if (!after.sameAs(found)) {
        meet(found);
      }
      if (after instanceof Held held && held.bytes().length <= LARGEST_STATE) {
        between.add(after);
        if (between.size() > MOST_STATES) {
          between.removeFirst();
        }
      }
      after = left;
    }

    /** Somebody else changed the file since: that belongs to what was before the run. */
    private void meet(FileState found) {
      if (atStart.sameAs(after)) {
        atStart = found;
      }
      if (before.sameAs(after) && committed.sameAs(after)) {
        before = found;
        committed = found;
        return;
      }
      if (ThreeWay.merge(after, before, found) instanceof ThreeWay.Outcome.Merged(FileState b)
          && ThreeWay.merge(after, committed, found)
              instanceof ThreeWay.Outcome.Merged(FileState c)) {
        before = b;
        committed = c;
      } else {
        entangled = true;
      }
    }

    ChangedFile view() {
      return new ChangedFile(path, before, committed, after, between, entangled);
    }
  }

  /** An edit that was written: to be called after it is on disk, because the file mode is read. */
  public void record(FileChange change) {
    FileKind kind = FileStat.kindOf(change.path().absolute());
    record(change.path(), state(change.before(), kind), state(change.after(), kind));
  }

  /** What a command did. */
  public void record(WorktreeChange change) {
    record(change.path(), change.before(), change.after());
  }

  private void record(WorkspacePath path, FileState found, FileState left) {
    Entry entry = entries.get(path.absolute());
    if (entry == null) {
      entries.put(path.absolute(), new Entry(path, found, left));
    } else {
      entry.follow(found, left);
    }
  }

  private static FileState state(Content content, FileKind kind) {
    return switch (content) {
      case Content.Absent() -> new Absent();
      case Content.Present present -> new Held(kind, present);
    };
  }

  /** Files that are not as they were before the run, in order of first change. */
  public List<ChangedFile> files() {
    return entries.values().stream()
        .filter(entry -> entry.entangled || !entry.before.sameAs(entry.after))
        .map(Entry::view)
        .toList();
  }

  /** Relative paths of files that the present run left, or brought back, as it found them. */
  public Set<String> asFound() {
    return entries.values().stream()
        .filter(entry -> entry.atStart.sameAs(entry.after))
        .map(entry -> entry.path.relative())
        .collect(Collectors.toSet());
  }

  /** A run of the session has ended; what is recorded from now on belongs to the next. */
  public void endRun() {
    entries.values().forEach(entry -> entry.atStart = entry.after);
  }

  /** Files with changes that no commit of the run holds, in order of first change. */
  public List<ChangedFile> pending() {
    return entries.values().stream().map(Entry::view).filter(ChangedFile::isPending).toList();
  }

  /** Every file that the run touched, in order of first change. */
  List<WorkspacePath> paths() {
    return entries.values().stream().map(entry -> entry.path).toList();
  }

  /** An undo or redo was carried out, and this is what each file that it changed holds now. */
  public void reversed(Map<Path, FileState> restored) {
    restored.forEach(
        (path, then) -> {
          Entry entry = entries.get(path);
          if (entry != null) {
            entry.after = then;
            entry.atStart = then;
            entry.between.clear();
          }
        });
  }

  /** As {@link #reversed}, by an undo that took the commits of the run along. */
  public void reversedWithCommits(Map<Path, FileState> restored) {
    reversed(restored);
    restored.forEach(
        (path, then) -> {
          Entry entry = entries.get(path);
          if (entry != null) {
            entry.committed = then;
          }
        });
  }

  /** These states are in a commit now. */
  void committed(List<ChangedFile> files) {
    for (ChangedFile file : files) {
      Entry entry = entries.get(file.path().absolute());
      if (entry != null) {
        entry.committed = file.after();
        entry.between.clear();
      }
    }
  }
}
