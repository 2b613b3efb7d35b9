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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Planner of what an undo makes of the index. It starts from what the index held before the run,
 * and does again what the user did to it between one change of the run's and the next, and since
 * the last: taking the run's changes out of what there is now could not tell a line that both of
 * them staged. Where the two cannot be told apart, the path stays as it is.
 */
final class IndexUndo {

  private final JGitStore git;
  private final CheckpointStore records;

  /** What the run did to each path, oldest first. */
  private final Map<String, List<SlotDifference>> changes = new TreeMap<>();

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

  private IndexUndo(JGitStore git, CheckpointStore records) {
    this.git = git;
    this.records = records;
  }

  /** Works it out. */
  static Result plan(
      JGitStore git, CheckpointStore records, List<Stored> newestFirst, Commits commits)
      throws IOException {
    IndexUndo undo = new IndexUndo(git, records);
    for (Stored each : newestFirst.reversed()) {
      boolean movesHead = !each.record().heads().isEmpty();
      if (movesHead && commits == Commits.STAY) {
        continue; // what the index holds of them is in HEAD
      }
      for (SlotDifference difference : undo.differences(each)) {
        undo.changes.computeIfAbsent(difference.path(), path -> new ArrayList<>()).add(difference);
      }
    }
    return undo.result(git.index().slots());
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

  private Result result(Map<String, IndexSlot> now) throws IOException {
    List<SlotChange> planned = new ArrayList<>();
    Set<String> entangled = new TreeSet<>();
    for (Map.Entry<String, List<SlotDifference>> each : changes.entrySet()) {
      String path = each.getKey();
      IndexSlot is = now.getOrDefault(path, IndexSlot.NOTHING);
      Optional<IndexSlot> then = withoutRun(each.getValue(), is);
      if (then.isEmpty()) {
        entangled.add(path);
      } else if (!then.get().equals(is)) {
        planned.add(new SlotChange(path, is, then.get()));
      }
    }
    return new Result(planned, entangled);
  }

  /** What the user made of what was there before the run. */
  private Optional<IndexSlot> withoutRun(List<SlotDifference> oldestFirst, IndexSlot now)
      throws IOException {
    Optional<IndexSlot> slot = Optional.of(oldestFirst.getFirst().before());
    for (int i = 0; i < oldestFirst.size() && slot.isPresent(); i++) {
      IndexSlot next = i + 1 < oldestFirst.size() ? oldestFirst.get(i + 1).before() : now;
      slot = merge(oldestFirst.get(i).after(), slot.get(), next);
    }
    return slot;
  }

  /** The user's change from {@code left} to {@code found}, done to what would be there. */
  private Optional<IndexSlot> merge(IndexSlot left, IndexSlot without, IndexSlot found)
      throws IOException {
    if (left.equals(found) || without.equals(found)) {
      return Optional.of(without);
    }
    if (left.equals(without)) {
      return Optional.of(found);
    }
    if (!isPlain(left) || !isPlain(without) || !isPlain(found)) {
      return Optional.empty();
    }
    if (entry(left).equals(entry(found))) {
      return Optional.of(with(found, entry(without)));
    }
    return switch (ThreeWay.merge(
        git.state(entry(left)), git.state(entry(without)), git.state(entry(found)))) {
      case ThreeWay.Outcome.Merged(FileState.Held held) ->
          Optional.of(with(found, new TreeEntry(held.kind().mode(), git.insertBlob(held.bytes()))));
      case ThreeWay.Outcome.Merged(FileState.Absent absent) -> Optional.of(IndexSlot.NOTHING);
      case ThreeWay.Outcome.Merged(FileState.Unkept unkept) -> Optional.empty();
      case ThreeWay.Outcome.Conflict() -> Optional.empty();
    };
  }

  private static boolean isPlain(IndexSlot slot) {
    return slot.stages().isEmpty()
        || (slot.stages().size() == 1 && slot.stages().getFirst().number() == 0);
  }

  private static TreeEntry entry(IndexSlot slot) {
    return slot.stages().isEmpty() ? TreeEntry.ABSENT : slot.stages().getFirst().entry();
  }

  /** The marks that the user has set since stay. */
  private static IndexSlot with(IndexSlot slot, TreeEntry entry) {
    if (slot.stages().isEmpty() || entry.equals(TreeEntry.ABSENT)) {
      return IndexSlot.of(entry);
    }
    Stage stage = slot.stages().getFirst();
    return new IndexSlot(List.of(new Stage(0, entry, stage.marks())));
  }
}
