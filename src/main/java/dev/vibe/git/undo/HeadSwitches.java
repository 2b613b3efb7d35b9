package dev.vibe.git.undo;

import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadSwitch;
import dev.vibe.git.checkpoint.CheckpointRecord.Stored;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.undo.UndoPlan.Commits;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.Ref;

/**
 * Planner of the way back of HEAD where a command of the run switched it to another branch: HEAD
 * goes back to the branch that it was on, if that is still where it was. The branch it leaves stays
 * with its commits.
 */
final class HeadSwitches {

  private HeadSwitches() {}

  static Commits plan(JGitStore store, Wanted wanted, Head now) throws IOException {
    Head at = now;
    for (Stored each : wanted.newestFirst()) {
      for (HeadMove move : each.record().heads()) {
        if (!at.equals(new Head(move.branch(), move.to()))) {
          return stay(wanted, "HEAD is not where the run left it");
        }
        at = new Head(move.branch(), move.from());
      }
      for (HeadSwitch to : each.record().circumstances().switches()) {
        if (!at.equals(to.to())) {
          return stay(wanted, "HEAD is not where the run left it");
        }
        at = to.from();
      }
    }
    Ref branch = at.isDetached() ? null : store.repository().exactRef(at.branch());
    return branch != null && branch.getObjectId().name().equals(at.commit())
        ? new Commits.Switch(now, at, ids(wanted))
        : stay(wanted, "the branch that it was on has moved");
  }

  private static Commits stay(Wanted wanted, String why) {
    return new Commits.Stay(ids(wanted), why, "git switch by hand");
  }

  private static List<String> ids(Wanted wanted) {
    return wanted.moves().stream().map(HeadMove::to).toList();
  }
}
