package dev.vibe.git.undo;

import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadSwitch;
import dev.vibe.git.checkpoint.CheckpointRecord.Left;
import dev.vibe.git.checkpoint.CheckpointRecord.Stored;
import dev.vibe.git.undo.UndoPlan.Direction;
import java.util.List;
import java.util.Map;

/**
 * Selection of changes of one session that are to be taken back.
 *
 * @param newestFirst the changes
 * @param rests of those that were taken back in part before, by number, what is left of them
 * @param own all moves of HEAD by the session
 */
record Wanted(
    Direction direction, List<Stored> newestFirst, Map<Integer, Left> rests, List<HeadMove> own) {

  /** Part of the changes that is meant. */
  enum Part {
    ALL,
    /** What an undo before this one left. */
    REST
  }

  Wanted {
    newestFirst = List.copyOf(newestFirst);
    rests = Map.copyOf(rests);
    own = List.copyOf(own);
  }

  Part part() {
    return rests.isEmpty() ? Part.ALL : Part.REST;
  }

  /** Whether what a change did to a file is meant. */
  boolean covers(Stored stored, String path) {
    Left rest = rests.get(stored.record().id().number());
    return rest == null || rest.paths().contains(path);
  }

  /** The moves of HEAD that are meant, newest first. */
  List<HeadMove> moves() {
    return newestFirst.stream()
        .filter(each -> part() == Part.ALL || hasRestOfHeads(each))
        .flatMap(each -> each.record().heads().stream())
        .toList();
  }

  /** Switches of HEAD to another branch, newest first. */
  List<HeadSwitch> switches() {
    return newestFirst.stream()
        .flatMap(each -> each.record().circumstances().switches().stream())
        .toList();
  }

  private boolean hasRestOfHeads(Stored stored) {
    Left rest = rests.get(stored.record().id().number());
    return rest != null && !rest.heads().isEmpty();
  }
}
