package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.RunOptions.Tree;
import dev.vibe.app.host.RunOptions.Where;
import dev.vibe.approval.FolderPin;
import dev.vibe.approval.FolderTrust;
import dev.vibe.event.Detail;
import dev.vibe.git.worktree.ManagedWorktrees;
import dev.vibe.git.worktree.WorktreeState;
import dev.vibe.git.worktree.WorktreeStay;
import dev.vibe.git.worktree.WorktreeWish;
import dev.vibe.git.worktree.WorktreeWish.Start;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.session.SessionArchive;
import dev.vibe.session.SessionId;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Worktree of a run: where the options ask for one, the run gets their like in it. One that was
 * made for the run and holds nothing of its own at the end is removed. Blocks on disk.
 */
public final class RunWorktree implements AutoCloseable {

  private final HostEnvironment host;
  private final RunOptions options;
  private final Optional<Held> held;

  /** What is stayed in. */
  private record Held(ManagedWorktrees all, WorktreeStay stay) {}

  private RunWorktree(HostEnvironment host, RunOptions options, Optional<Held> held) {
    this.host = host;
    this.options = options;
    this.held = held;
  }

  /** The folder that the worktrees of all repositories lie in. */
  public static Path folder(HostEnvironment host) {
    return host.state().path().resolve("worktrees");
  }

  /** Those of the repository of a folder; throws as {@link ManagedWorktrees#of} does. */
  public static ManagedWorktrees all(HostEnvironment host, Path folder) {
    return ManagedWorktrees.of(folder, SessionAssembly.gitSettings(host), folder(host));
  }

  /** What is to be told in a folder in whose repository a run in a worktree was cut off. */
  static Optional<Problem> leftBehind(HostEnvironment host, Path folder) {
    return ManagedWorktrees.home(folder, folder(host))
        .map(ManagedWorktrees::cutOff)
        .filter(names -> !names.isEmpty())
        .map(
            names ->
                new Problem(
                    ProblemCode.WORKTREE_KEPT,
                    "a run in the worktree " + Names.some(names) + " was cut off",
                    "what it did is still there",
                    "vibe worktree list   shows it; vibe --worktree NAME   goes on in it"));
  }

  /**
   * Begins to work where the options say.
   *
   * @param folder that they name
   * @throws VibeException when there can be no such worktree
   */
  public static RunWorktree enter(HostEnvironment host, Supplier<Path> folder, RunOptions given) {
    return switch (given.where().tree()) {
      case Tree.Own(String name) -> entered(host, folder.get(), given, Optional.of(name));
      case Tree.Present() ->
          given.beginning() instanceof RunOptions.Beginning.Named(String id)
              ? entered(host, folder.get(), given, ofSession(host, folder.get(), id))
              : new RunWorktree(host, given, Optional.empty());
    };
  }

  /** The worktree of the repository that a session works in, by name. */
  private static Optional<String> ofSession(HostEnvironment host, Path folder, String id) {
    Optional<Path> home = ManagedWorktrees.home(folder, folder(host)).filter(Files::isDirectory);
    if (home.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path worksIn = Path.of(new SessionArchive(SessionAssembly.sessions(host)).find(id).folder());
      return worksIn.startsWith(home.get())
              && !folder.startsWith(home.get())
              && Files.isDirectory(worksIn)
          ? Optional.of(home.get().relativize(worksIn).getName(0).toString())
          : Optional.empty();
    } catch (VibeException e) {
      return Optional.empty(); // there is no such session; who looks for it tells so
    }
  }

  private static RunWorktree entered(
      HostEnvironment host, Path folder, RunOptions given, Optional<String> wanted) {
    if (wanted.isEmpty()) {
      return new RunWorktree(host, given, Optional.empty());
    }
    String name =
        wanted
            .filter(text -> !text.isEmpty())
            .orElseGet(() -> SessionId.fresh(host.clock().instant(), host.random()));
    ManagedWorktrees all = all(host, folder);
    WorktreeStay stay = all.enter(new WorktreeWish(name, "", Start.GO_ON));
    stay.notices().forEach(problem -> tell(host, problem));
    Path top = stay.worktree().folder();
    trust(host, folder, top);
    Path inside = top.resolve(all.inside(folder).toString());
    Where where = given.where().in(Files.isDirectory(inside) ? inside : top);
    return new RunWorktree(host, given.in(where), Optional.of(new Held(all, stay)));
  }

  /** A yes to what the repository brings along is one to the very same in its worktree. */
  public static void trust(HostEnvironment host, Path folder, Path worktree) {
    FolderTrust own = new FolderTrust(host.paths().stateDir(), host.paths().configDir(), worktree);
    FolderTrust repository =
        new FolderTrust(host.paths().stateDir(), host.paths().configDir(), folder);
    if (repository.standing() instanceof FolderTrust.Standing.Trusted
        && own.standing() instanceof FolderTrust.Standing.Unasked) {
      FolderPin brought = own.all();
      if (brought.digest().equals(repository.all().digest())) {
        own.trust(brought);
      }
    }
  }

  /** What the run is to do, in its worktree. */
  public RunOptions options() {
    return options;
  }

  @Override
  public void close() {
    held.ifPresent(this::leave);
  }

  private void leave(Held in) {
    String name = in.stay().worktree().name();
    try (WorktreeStay stay = in.stay()) {
      WorktreeState state = in.all().state(name);
      if (stay.isNew() && state.isEmpty()) {
        in.all().remove(stay);
      } else if (options.output().verbosity() != Detail.QUIET) {
        tell(
            host,
            new Problem(
                ProblemCode.WORKTREE_KEPT,
                "the worktree " + name + " stays, on the branch " + state.worktree().branch(),
                "in " + state.worktree().folder() + ": " + state.holds(),
                "vibe --worktree "
                    + name
                    + "   goes on in it; vibe worktree remove "
                    + name
                    + "   removes it"));
      }
    } catch (VibeException e) {
      tell(host, e.problem());
    }
  }

  private static void tell(HostEnvironment host, Problem problem) {
    host.err().println(ControlChars.neutralise(host.process().secrets().redact(problem.render())));
  }
}
