package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.git.worktree.ManagedWorktrees;
import dev.vibe.git.worktree.WorktreeState;
import dev.vibe.git.worktree.WorktreeStay;
import dev.vibe.git.worktree.WorktreeWish;
import dev.vibe.git.worktree.WorktreeWish.Start;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Worktree of one subagent, on a branch of its own. One that holds nothing at the end is removed.
 * Blocks on disk.
 *
 * @param plan of the session, in it
 */
record SubagentWorktree(SessionPlan plan, ManagedWorktrees all, WorktreeStay stay)
    implements AutoCloseable {

  /**
   * Makes it.
   *
   * @param id of the subagent, by which it is named
   * @throws VibeException when there can be none, as outside of a repository
   */
  static SubagentWorktree enter(HostEnvironment host, SessionPlan session, String id) {
    Path folder = session.workspace().root();
    ManagedWorktrees all = RunWorktree.all(host, folder);
    WorktreeStay stay = all.enter(new WorktreeWish(id, "", Start.GO_ON));
    try {
      Path top = stay.worktree().folder();
      RunWorktree.trust(host, folder, top);
      Path inside = top.resolve(all.inside(folder).toString());
      RunOptions options =
          session
              .options()
              .in(session.options().where().in(Files.isDirectory(inside) ? inside : top));
      Workspace workspace =
          new Preparation(host)
              .workspace(options.where())
              .under(Preparation.readRules(session.config(), options.changes().allowed()));
      SessionPlan plan =
          new SessionPlan(
              options, session.config(), workspace, session.session(), session.notices());
      return new SubagentWorktree(plan, all, stay);
    } catch (RuntimeException | Error e) {
      stay.close();
      throw e;
    }
  }

  /** For the model that asked for it. */
  String where() {
    return "It worked in the worktree "
        + stay.worktree().folder()
        + ", on the branch "
        + stay.worktree().branch()
        + "; nothing of it is in this folder.";
  }

  @Override
  public void close() {
    try (stay) {
      WorktreeState state = all.state(stay.worktree().name());
      if (stay.isNew() && state.isEmpty()) {
        all.remove(stay);
      }
    } catch (VibeException e) {
      plan.notices().add(e.problem()); // what is in it stays
    }
  }
}
