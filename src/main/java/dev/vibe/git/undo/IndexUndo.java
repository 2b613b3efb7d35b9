package dev.vibe.git.undo;

import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.Stored;
import dev.vibe.git.checkpoint.CheckpointStore;
import dev.vibe.git.checkpoint.IndexTree.SlotDifference;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.ThreeWay;
import dev.vibe.git.store.IndexSlot;
import dev.vibe.git.store.IndexSlot.Stage;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.SlotChange;
import dev.vibe.git.store.TreeDifference;
import dev.vibe.git.store.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Planner of what an undo makes of the index: what commands and commits of the run did to it is
 * taken out step by step, as with files. What the user has staged since stays; where that cannot be
 * told apart, the path stays as it is.
 */
final class IndexUndo {

  private final JGitStore git;
  private final CheckpointStore records;
  private final Map<String, IndexSlot> now;
  private final Map<String, IndexSlot> at = new TreeMap<>();
  private final Set<String> entangled = new TreeSet<>();

  /** Choice of what is done about commits of the run. */
  enum Commits {
    GO,
    STAY
  }

  /**
   * What the index becomes.
   *
   * @param entangled paths where the user has staged something since that cannot be told apart
   */
  record Result(List<SlotChange> changes, Set<String> entangled) {
    static final Result NONE = new Result(List.of(), Set.of());
  }

  private IndexUndo(JGitStore git, CheckpointStore records, Map<String, IndexSlot> now) {
    this.git = git;
    this.records = records;
    this.now = now;
  }

  /** Works it out. */
  static Result plan(
      JGitStore git, CheckpointStore records, List<Stored> newestFirst, Commits commits)
      throws IOException {
    IndexUndo undo = new IndexUndo(git, records, git.index().slots());
    for (Stored each : newestFirst) {
      boolean movesHead = !each.record().heads().isEmpty();
      if (movesHead && commits == Commits.STAY) {
        continue; // what the index holds of them is in HEAD
      }
      for (SlotDifference difference : undo.differences(each)) {
        undo.take(difference);
      }
    }
    return undo.result();
  }

  private List<SlotDifference> differences(Stored stored) throws IOException {
    if (stored.knowsIndex()) {
      return records.indexDifferences(
          stored.trees().was().index(), stored.trees().became().index());
    }
    List<SlotDifference> differences = new ArrayList<>();
    for (HeadMove move : stored.record().heads()) {
      for (TreeDifference each : git.differences(move.from(), move.to())) {
        differences.add(
            new SlotDifference(
                each.path(), IndexSlot.of(each.before()), IndexSlot.of(each.after())));
      }
    }
    return differences;
  }

  private void take(SlotDifference change) throws IOException {
    IndexSlot slot =
        at.getOrDefault(change.path(), now.getOrDefault(change.path(), IndexSlot.NOTHING));
    if (slot.equals(change.after())) {
      at.put(change.path(), change.before());
    } else if (!slot.equals(change.before())) {
      if (isPlain(slot) && isPlain(change.before()) && isPlain(change.after())) {
        merge(change, slot);
      } else {
        entangled.add(change.path());
      }
    }
  }

  private static boolean isPlain(IndexSlot slot) {
    return slot.stages().isEmpty()
        || (slot.stages().size() == 1 && slot.stages().getFirst().number() == 0);
  }

  /** The marks that the user has set since stay. */
  private void merge(SlotDifference change, IndexSlot slot) throws IOException {
    TreeEntry is = entry(slot);
    TreeEntry before = entry(change.before());
    TreeEntry after = entry(change.after());
    if (is.equals(before)) {
      return;
    }
    if (is.equals(after)) {
      at.put(change.path(), with(slot, before));
      return;
    }
    switch (ThreeWay.merge(git.state(after), git.state(before), git.state(is))) {
      case ThreeWay.Outcome.Merged(FileState.Held held) -> {
        String id = git.insertBlob(held.bytes());
        at.put(change.path(), with(slot, new TreeEntry(held.kind().mode(), id)));
      }
      case ThreeWay.Outcome.Merged(FileState.Absent absent) ->
          at.put(change.path(), IndexSlot.NOTHING);
      case ThreeWay.Outcome.Merged(FileState.Unkept unkept) -> entangled.add(change.path());
      case ThreeWay.Outcome.Conflict() -> entangled.add(change.path());
    }
  }

  private static TreeEntry entry(IndexSlot slot) {
    return slot.stages().isEmpty() ? TreeEntry.ABSENT : slot.stages().getFirst().entry();
  }

  private static IndexSlot with(IndexSlot slot, TreeEntry entry) {
    if (slot.stages().isEmpty() || entry.equals(TreeEntry.ABSENT)) {
      return IndexSlot.of(entry);
    }
    Stage stage = slot.stages().getFirst();
    return new IndexSlot(List.of(new Stage(0, entry, stage.marks())));
  }

  private Result result() {
    List<SlotChange> changes = new ArrayList<>();
    at.forEach(
        (path, then) -> {
          IndexSlot is = now.getOrDefault(path, IndexSlot.NOTHING);
          if (!is.equals(then)) {
            changes.add(new SlotChange(path, is, then));
          }
        });
    return new Result(changes, entangled);
  }
}
