package dev.vibe.git;

import dev.vibe.git.checkpoint.CheckpointPlace;
import dev.vibe.git.checkpoint.CheckpointRecord;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.Kind;
import dev.vibe.git.checkpoint.CheckpointRecord.Stored;
import dev.vibe.git.checkpoint.CheckpointStore;
import dev.vibe.git.checkpoint.Steps;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.PastChange;
import dev.vibe.git.commit.PastRuns;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.LineEndings;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.TreeDifference;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reader of what earlier processes of a session changed, from its checkpoints: they outlive a run
 * that was ended by a limit, an error or a kill. Blocks on disk.
 */
final class PastChanges {

  private final CheckpointPlace place;

  PastChanges(CheckpointPlace place) {
    this.place = place;
  }

  /** As {@link #of}; what cannot be read is not the session's: in doubt it is the user's. */
  static List<PastChange> readable(CheckpointPlace place, List<PastRuns> runs, Moment now) {
    try {
      return new PastChanges(place).of(runs, now);
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }

  /**
   * Oldest first; undos and redos are changes, too.
   *
   * @param now what the repository holds now, which stands in for what is not known of then
   */
  List<PastChange> of(List<PastRuns> runs, Moment now) throws IOException {
    List<PastChange> found = new ArrayList<>();
    try (CheckpointStore store = place.open(Steps.UNWATCHED)) {
      List<Stored> records =
          store.records().stream().filter(each -> isWanted(each.record(), runs)).toList();
      Set<Path> changed = new HashSet<>();
      for (int i = 0; i < records.size(); i++) {
        Stored stored = records.get(i);
        String head = headBefore(records.subList(i, records.size()), now);
        List<WorktreeChange> meanwhile =
            i == 0
                ? List.of()
                : changes(store, records.get(i - 1).after(), stored.before()).stream()
                    .filter(each -> changed.contains(each.path().absolute()))
                    .filter(each -> !isSameText(each))
                    .toList();
        List<WorktreeChange> changes = changes(store, stored.before(), stored.after());
        changes.forEach(each -> changed.add(each.path().absolute()));
        found.add(
            new PastChange(
                meanwhile,
                changes,
                new Moment(head, now.index(), now.top(), stored.at()),
                stored.record().kind() == Kind.CHANGE
                    ? stored.record().heads().stream().map(HeadMove::to).toList()
                    : List.of()));
      }
    }
    return found;
  }

  private boolean isWanted(CheckpointRecord record, List<PastRuns> runs) {
    return (record.kind() == Kind.CHANGE || record.kind() == Kind.REVERSAL)
        && place.isHere(record.folder())
        && runs.stream()
            .anyMatch(
                past ->
                    past.session().equals(record.id().session())
                        && record.moment().run() <= past.runs());
  }

  /** Where HEAD was: as the next record that knows it has it, or else as now. */
  private static String headBefore(List<Stored> fromHere, Moment now) {
    return fromHere.stream()
        .flatMap(each -> headBefore(each.record()).stream())
        .findFirst()
        .orElse(now.head());
  }

  private static Optional<String> headBefore(CheckpointRecord record) {
    return record.circumstances().heads().stream()
        .map(Head::commit)
        .findFirst()
        .or(() -> record.heads().stream().map(HeadMove::from).findFirst());
  }

  /** A file that became clean is kept as Git stores it, which may be with other line ends. */
  private static boolean isSameText(WorktreeChange change) {
    return change.before() instanceof Held was
        && change.after() instanceof Held is
        && Arrays.equals(LineEndings.as(is.bytes(), was.bytes()), was.bytes());
  }

  private List<WorktreeChange> changes(CheckpointStore store, String before, String after)
      throws IOException {
    List<WorktreeChange> changes = new ArrayList<>();
    for (TreeDifference difference : store.differences(before, after)) {
      Path file = place.onDisk(difference.path());
      changes.add(
          new WorktreeChange(
              WorkspacePath.from(place.folder(), file),
              store.state(difference.before()),
              store.state(difference.after())));
    }
    return changes;
  }
}
