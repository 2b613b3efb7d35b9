package dev.vibe.git;

import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.Checkpoints.Danger;
import dev.vibe.git.checkpoint.Checkpoints.Mover;
import dev.vibe.git.commit.CommitRequest;
import dev.vibe.git.commit.HookRunner;
import dev.vibe.git.commit.HookTerms;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.MovedHead;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * Runner of hooks that takes what they change into the ledger and the checkpoints, as the agent
 * does for a command.
 *
 * @param records empty where nothing is recorded
 */
record WatchedHooks(
    GitRepository git, RunChanges changes, Optional<Checkpoints> records, HookRunner runner)
    implements HookRunner {

  /** The request, its hooks watched where they are to run. */
  static CommitRequest in(
      CommitRequest request, GitRepository git, RunChanges changes, Optional<Checkpoints> records) {
    return switch (request.terms().hooks()) {
      case HookTerms.Left left -> request;
      case HookTerms.Run(HookRunner runner) ->
          request.with(new HookTerms.Run(new WatchedHooks(git, changes, records, runner)));
    };
  }

  @Override
  public Ended run(Hook hook) {
    WorktreeSnapshot files = git.snapshot();
    Moment before = changes.now();
    records.ifPresent(
        each -> each.beforeCommand(files, "run the hook " + hook.name(), Danger.USUAL));
    Ended ended = runner.run(hook);
    List<WorktreeChange> found = git.changesSince(files);
    Optional<MovedHead> head = git.movedHead(before);
    head.ifPresent(moved -> changes.made(moved.made().stream().map(MovedHead.Made::id).toList()));
    changes.record(found, before, files.held());
    Mover mover = head.isPresent() ? Mover.THE_COMMAND : Mover.SOMEBODY_ELSE;
    records.ifPresent(each -> each.afterCommand(found, mover));
    if (!found.isEmpty()) {
      runner.changed(found);
    }
    return new Ended(
        ended.isGood(),
        ended.how(),
        ended.output(),
        found.stream().map(change -> change.path().relative()).toList());
  }

  @Override
  public void changed(List<WorktreeChange> found) {
    runner.changed(found);
  }
}
