package dev.vibe.context;

import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.BackgroundTask;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Mode;
import dev.vibe.conversation.ToolNames;
import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.NoRepository;
import dev.vibe.git.RepoFacts;
import dev.vibe.problem.VibeException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what the model is told of the place it works in. Blocks on disk and on a Git process.
 */
public final class StartFragments {

  private static final RepoFacts.Limits FACTS = new RepoFacts.Limits(15, 5);

  private final HostEnvironment surroundings;
  private final SessionPlan task;

  public StartFragments(HostEnvironment surroundings, SessionPlan task) {
    this.surroundings = surroundings;
    this.task = task;
  }

  /** Begins to look at the repository: in a large one, that takes longer than all the rest. */
  public static BackgroundTask<Fragment> repository(HostEnvironment surroundings, Path folder) {
    return BackgroundTask.start(
        "git",
        () -> {
          try (GitWorkspace git =
              GitWorkspace.open(folder, SessionAssembly.gitSettings(surroundings))) {
            return repository(git);
          }
        });
  }

  public List<Fragment> of(GitWorkspace git, BackgroundTask<Fragment> repository) {
    List<Fragment> fragments = new ArrayList<>();
    fragments.add(environment());
    fragments.add(FolderListing.of(task.workspace(), git.ignoreRules()));
    try {
      fragments.add(repository.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    fragments.addAll(InstructionFiles.ofUser(surroundings.paths().configDir()));
    if (task.options().where().isTrusted()) {
      Path root = task.workspace().root();
      fragments.addAll(
          InstructionFiles.ofFolder(git instanceof GitRepository r ? r.top() : root, root));
    }
    return fragments;
  }

  private Fragment environment() {
    List<String> notes = new ArrayList<>();
    RunOptions.Changes changes = task.options().changes();
    notes.add(note(SessionAssembly.mode(task.options(), task.config())));
    notes.add(
        changes.commits()
            ? "commit: yes. When the work is done, commit it with "
                + ToolNames.GIT_COMMIT
                + " in the same reply or"
                + " the next."
            : "commit: only if the user asks for it.");
    if (changes.isDryRun()) {
      notes.add("dry run: edits and commits are shown to the user, not made; commands do not run.");
    }
    task.workspace().added().forEach(folder -> notes.add("also usable: " + folder));
    return new Fragment.Environment(
        task.workspace().root().toString(),
        surroundings.platform().name(),
        LocalDate.ofInstant(surroundings.clock().instant(), surroundings.clock().getZone())
            .toString(),
        notes);
  }

  /** What a mode means for the model. */
  public static String note(Mode mode) {
    return switch (mode) {
      case PLAN -> "mode: plan. You can only read; answer with a plan.";
      case ASK -> "mode: ask. Edits and commands need the user's yes.";
      case ACCEPT_EDITS -> "mode: accept-edits. Edits are allowed; commands need the user's yes.";
      case AUTO -> "mode: auto. Edits and commands are allowed.";
    };
  }

  private static Fragment repository(GitWorkspace git) {
    return switch (git) {
      case NoRepository none -> new Fragment.NoRepository(none.reason().cause());
      case GitRepository repository -> {
        try {
          yield new Fragment.Repository(repository.facts(FACTS));
        } catch (VibeException e) {
          yield new Fragment.NoRepository(e.problem().what() + ": " + e.problem().cause());
        }
      }
    };
  }
}
