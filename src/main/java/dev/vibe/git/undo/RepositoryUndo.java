package dev.vibe.git.undo;

import dev.vibe.git.checkpoint.CheckpointPlace;
import dev.vibe.git.checkpoint.CheckpointRecord.Extent;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.RefChange;
import dev.vibe.git.checkpoint.CheckpointRecord.Stored;
import dev.vibe.git.checkpoint.CheckpointStore;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.SlotChange;
import dev.vibe.git.undo.ForeignCommits.Foreign;
import dev.vibe.git.undo.UndoPlan.Commits;
import dev.vibe.git.undo.UndoPlan.Direction;
import dev.vibe.git.undo.UndoPlan.Operation;
import dev.vibe.git.undo.Wanted.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Ref;

/**
 * Planner of what an undo does to the repository beside the files: commits, the index, and a merge
 * that is in progress. Where there is no repository that can be read, all of it is nothing.
 */
final class RepositoryUndo implements AutoCloseable {

  private final CheckpointStore records;
  private final CheckpointPlace place;
  private final Wanted wanted;
  private final List<JGitStore> opened;
  private Optional<ForeignCommits> foreign = Optional.empty();

  /**
   * What becomes of it.
   *
   * @param notes sentences on what stays
   * @param remarks sentences on what comes with it
   */
  record Result(
      Commits commits,
      List<SlotChange> index,
      Operation operation,
      List<String> notes,
      List<String> remarks) {

    private static Result of(Commits commits) {
      return new Result(commits, List.of(), Operation.NONE, List.of(), List.of());
    }
  }

  RepositoryUndo(CheckpointStore records, CheckpointPlace place, Wanted wanted) throws IOException {
    this.records = records;
    this.place = place;
    this.wanted = wanted;
    this.opened =
        records.isOfRepository()
            ? List.of(JGitStore.open(place.repositories().getFirst(), place.settings()))
            : List.of();
  }

  /** The commit of somebody else that took in what the steps did to a file, if there is one. */
  Optional<Foreign> holding(String path, FileSteps steps) throws IOException {
    if (opened.isEmpty() || wanted.direction() == Direction.REDO) {
      return Optional.empty();
    }
    if (foreign.isEmpty()) {
      foreign = Optional.of(ForeignCommits.since(opened.getFirst(), start(), wanted.own()));
    }
    return foreign.get().holding(path, steps);
  }

  /** Where HEAD was before the oldest change; where it is now when nobody knows. */
  private String start() throws IOException {
    Stored oldest = wanted.newestFirst().getLast();
    for (Head head : oldest.record().circumstances().heads()) {
      return head.commit();
    }
    for (HeadMove move : oldest.record().heads()) {
      return move.from();
    }
    return opened.getFirst().head().commit();
  }

  Result plan() throws IOException {
    Commits commits = new HeadUndo(place).plan(wanted);
    if (opened.isEmpty() || wanted.part() == Part.REST) {
      return Result.of(commits);
    }
    JGitStore git = opened.getFirst();
    GitFolders folders = place.repositories().getFirst();
    Barriers barriers = new Barriers(git, records, folders.gitDir(), wanted.newestFirst());
    Operation operation = barriers.operation();
    Optional<Commits.Barrier> barrier = barriers.first(operation);
    if (barrier.isPresent()) {
      return Result.of(barrier.get());
    }
    List<String> notes = new ArrayList<>();
    List<SlotChange> index = index(git, commits, notes);
    if (wanted.direction() == Direction.UNDO) {
      name(git, notes);
    }
    return new Result(commits, index, operation, notes, remarks(git, commits));
  }

  /** A commit that goes may hold what replies changed that are not taken back. */
  private List<String> remarks(JGitStore git, Commits commits) throws IOException {
    if (!(commits instanceof Commits.Move move) || wanted.direction() == Direction.REDO) {
      return List.of();
    }
    PartCommits parts = new PartCommits(git, records);
    Set<String> others = new TreeSet<>(parts.held(move.to(), move.from()));
    others.removeAll(parts.changed(wanted.newestFirst()));
    return others.isEmpty()
        ? List.of()
        : List.of(
            "The commit also holds "
                + PartCommits.some(others)
                + ", which these replies did not change; that stays, in no commit.");
  }

  private List<SlotChange> index(JGitStore git, Commits commits, List<String> notes)
      throws IOException {
    if (!git.index().isWhole()) {
      if (wanted.newestFirst().stream().anyMatch(RepositoryUndo::changesIndex)) {
        notes.add("What is staged stays: the index is split or sparse.");
      }
      return List.of();
    }
    boolean stay = commits instanceof Commits.Stay;
    IndexUndo.Result result =
        IndexUndo.plan(
            git,
            records,
            wanted.newestFirst().stream().filter(each -> each.extent() == Extent.WHOLE).toList(),
            stay ? IndexUndo.Commits.STAY : IndexUndo.Commits.GO);
    if (!result.entangled().isEmpty()) {
      notes.add(
          "What is staged of "
              + String.join(", ", result.entangled())
              + " stays: it was staged anew since.");
    }
    return result.changes();
  }

  private static boolean changesIndex(Stored stored) {
    return !stored.trees().was().index().equals(stored.trees().became().index());
  }

  /** What only Git can put back is said, with how. */
  private void name(JGitStore git, List<String> notes) throws IOException {
    for (Stored each : wanted.newestFirst()) {
      for (RefChange change : each.record().circumstances().refs()) {
        if (change.isSubmodule()) {
          notes.add(
              "The submodule %s stays at %s: git -C %s checkout %s puts it back."
                  .formatted(
                      change.name(),
                      RefNotes.shortened(change.after()),
                      change.name(),
                      RefNotes.shortened(change.before())));
        } else {
          Ref ref = git.repository().exactRef(change.name());
          String now = ref == null || ref.getObjectId() == null ? "" : ref.getObjectId().name();
          if (now.equals(change.after())) {
            notes.add(RefNotes.of(change));
          }
        }
      }
    }
  }

  @Override
  public void close() {
    opened.forEach(JGitStore::close);
  }
}
