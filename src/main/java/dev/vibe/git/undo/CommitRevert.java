package dev.vibe.git.undo;

import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.config.Identity;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.ThreeWay;
import dev.vibe.git.store.Edit;
import dev.vibe.git.store.GitProblems;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.NewCommit;
import dev.vibe.git.store.TreeDifference;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.git.undo.UndoPlan.Commits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Revert of commits on which others were built, by a commit on top: file by file, and line by line
 * where later commits changed the same file. Only works out what that commit would hold; neither
 * index nor work tree are looked at.
 */
final class CommitRevert {

  private final JGitStore store;
  private final Head head;
  private final List<HeadMove> newestFirst;

  /** What the commit holds for each file that it changes. */
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  /** Merged content is in no object yet. */
  private sealed interface Slot {
    record Known(TreeEntry entry) implements Slot {}

    record Merged(Held held) implements Slot {}
  }

  CommitRevert(JGitStore store, Head head, List<HeadMove> newestFirst) {
    this.store = store;
    this.head = head;
    this.newestFirst = List.copyOf(newestFirst);
  }

  /**
   * The plan.
   *
   * @throws dev.vibe.problem.VibeException when it cannot be done
   */
  Commits plan() throws IOException {
    workOut();
    return slots.isEmpty()
        ? new Commits.None()
        : new Commits.Revert(head.branch(), head.commit(), ids());
  }

  /** Adds the commit; no branch has it yet. */
  String insert(Identity.Pair people) throws IOException {
    workOut();
    Map<String, Edit> edits = new LinkedHashMap<>();
    for (Map.Entry<String, Slot> slot : slots.entrySet()) {
      edits.put(
          slot.getKey(),
          switch (slot.getValue()) {
            case Slot.Known(TreeEntry entry) when isAbsent(entry) -> new Edit.Drop();
            case Slot.Known(TreeEntry entry) -> new Edit.Put(entry);
            case Slot.Merged(Held held) ->
                new Edit.Put(new TreeEntry(held.kind().mode(), store.insertBlob(held.bytes())));
          });
    }
    return store.insertCommit(NewCommit.on(head, edits, message(), people));
  }

  private List<String> ids() {
    return newestFirst.stream().map(HeadMove::to).toList();
  }

  private String message() throws IOException {
    String title =
        newestFirst.size() == 1
            ? "Revert \"" + commit(ids().getFirst()).getShortMessage() + "\""
            : "Revert " + newestFirst.size() + " commits";
    return ids().stream()
        .map(id -> "This reverts commit " + id + ".\n")
        .collect(Collectors.joining("", title + "\n\n", ""));
  }

  private void workOut() throws IOException {
    slots.clear();
    TreeSet<String> conflicts = new TreeSet<>();
    for (HeadMove move : newestFirst) {
      if (!isInHead(move.to())) {
        throw GitProblems.thrown(UndoProblems.notInBranch(move.to()));
      }
      for (TreeDifference change : store.differences(move.from(), move.to())) {
        revert(change, conflicts);
      }
    }
    if (!conflicts.isEmpty()) {
      throw GitProblems.thrown(UndoProblems.revertConflict(conflicts, ids()));
    }
    List<String> same = new ArrayList<>();
    Map<String, TreeEntry> committed = store.committed(head, slots.keySet());
    for (Map.Entry<String, Slot> slot : slots.entrySet()) {
      TreeEntry now = committed.getOrDefault(slot.getKey(), TreeEntry.ABSENT);
      if (slot.getValue() instanceof Slot.Known(TreeEntry entry) && entry.equals(now)) {
        same.add(slot.getKey());
      }
    }
    same.forEach(slots::remove);
  }

  private void revert(TreeDifference change, Set<String> conflicts) throws IOException {
    Slot now = slots.get(change.path());
    if (now == null) {
      Map<String, TreeEntry> committed = store.committed(head, List.of(change.path()));
      now = new Slot.Known(committed.getOrDefault(change.path(), TreeEntry.ABSENT));
    }
    if (now instanceof Slot.Known(TreeEntry entry) && entry.equals(change.after())) {
      slots.put(change.path(), new Slot.Known(change.before()));
      return;
    }
    FileState current =
        switch (now) {
          case Slot.Known(TreeEntry entry) -> store.state(entry);
          case Slot.Merged(Held held) -> held;
        };
    switch (ThreeWay.merge(store.state(change.after()), store.state(change.before()), current)) {
      case ThreeWay.Outcome.Merged(Held held) -> slots.put(change.path(), new Slot.Merged(held));
      case ThreeWay.Outcome.Merged(FileState.Absent absent) ->
          slots.put(change.path(), new Slot.Known(TreeEntry.ABSENT));
      case ThreeWay.Outcome.Merged(FileState.Unkept unkept) -> conflicts.add(change.path());
      case ThreeWay.Outcome.Conflict() -> conflicts.add(change.path());
    }
  }

  private RevCommit commit(String id) throws IOException {
    return store.repository().parseCommit(ObjectId.fromString(id));
  }

  private boolean isInHead(String id) throws IOException {
    Repository repository = store.repository();
    try (RevWalk walk = new RevWalk(repository)) {
      return repository.getObjectDatabase().has(ObjectId.fromString(id))
          && walk.isMergedInto(
              walk.parseCommit(ObjectId.fromString(id)),
              walk.parseCommit(ObjectId.fromString(head.commit())));
    }
  }

  private static boolean isAbsent(TreeEntry entry) {
    return entry.equals(TreeEntry.ABSENT);
  }
}
