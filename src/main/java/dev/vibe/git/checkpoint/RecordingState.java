package dev.vibe.git.checkpoint;

import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.Head;
import java.util.Optional;

/**
 * State of a session's recording between two calls: what was recorded as about to happen, so that
 * its end is recorded, or its record taken back, once and by nobody else.
 */
sealed interface RecordingState {

  /** Nothing is on its way; the end of something is no news. */
  record Idle() implements RecordingState {}

  /**
   * A command, with what is needed to tell what it did.
   *
   * @param head where HEAD was; empty when that could not be told
   */
  record CommandRunning(WorktreeSnapshot before, String title, Optional<Head> head)
      implements RecordingState {}

  /**
   * A commit that HEAD has not moved to yet, as far as is known; when something else begins, it
   * has.
   *
   * @param id its record
   */
  record CommitAnnounced(CheckpointRecord.Id id) implements RecordingState {}
}
