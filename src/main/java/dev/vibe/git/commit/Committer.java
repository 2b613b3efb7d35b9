package dev.vibe.git.commit;

import dev.vibe.git.commit.CommitHooks.Verdict;
import dev.vibe.git.commit.CommitOutcome.Committed;
import dev.vibe.git.commit.CommitOutcome.Nothing;
import dev.vibe.git.commit.CommitOutcome.Refused;
import dev.vibe.git.commit.CommitRequest.Form;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.Hooks;
import dev.vibe.git.config.Identity;
import dev.vibe.git.config.OngoingWork;
import dev.vibe.git.store.CommitHistory;
import dev.vibe.git.store.GitProblems;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.IndexLock;
import dev.vibe.git.store.IndexLocked;
import dev.vibe.git.store.TrialIndex;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.text.SecretScan;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Maker of commits of what a run changed.
 *
 * <p>Order, so that being killed at any point loses nothing: objects, then the announcement, the
 * index, the branch, the note. Killed before the branch moved, the run's change is staged and not
 * committed. When the branch cannot be moved, the index is put back.
 */
public final class Committer {

  /** Opener of the repository for these paths. */
  public interface Opening {
    GitStore open(GitConfig config, Collection<String> paths) throws IOException;
  }

  private final GitFolders folders;
  private final GitSettings settings;
  private final Supplier<? extends IgnoreRules> rulesOfTop;
  private final Opening opening;
  private final CommitAnnouncement announcement;

  public Committer(
      GitFolders folders,
      GitSettings settings,
      Supplier<? extends IgnoreRules> rulesOfTop,
      Opening opening,
      CommitAnnouncement announcement) {
    this.folders = folders;
    this.settings = settings;
    this.rulesOfTop = rulesOfTop;
    this.opening = opening;
    this.announcement = announcement;
  }

  public CommitOutcome commit(RunChanges changes, CommitRequest request) {
    OngoingWork ongoing = OngoingWork.in(folders.gitDir());
    boolean finishes = ongoing == OngoingWork.MERGE && request.form() == Form.NEW;
    if (ongoing != OngoingWork.NONE && !finishes) {
      return new Refused(CommitProblems.ongoing(ongoing));
    }
    Optional<MergeInProgress> merge =
        finishes ? Optional.of(new MergeInProgress(folders)) : Optional.empty();
    CommitRequest wanted =
        request.message().isEmpty()
            ? request.saying(merge.map(MergeInProgress::message).orElse(""))
            : request;
    if (wanted.message().isEmpty()) {
      return new Refused(CommitProblems.noMessage());
    }
    wanted = wanted.saying(wanted.terms().trailers().behind(wanted.message(), wanted.note()));
    List<String> unknown = wanted.unknown(changes.paths());
    if (!unknown.isEmpty()) {
      return new Refused(CommitProblems.unknownFiles(unknown, changes.paths()));
    }
    try {
      GitConfig config = GitConfig.load(settings, folders);
      Work work = new Work(changes, config, wanted, merge);
      return hooked(work, changes.pending().stream().filter(work::covers).toList());
    } catch (IndexLocked e) {
      return new Refused(CommitProblems.locked(IndexLock.file(folders), settings.lockWait()));
    } catch (VibeException e) {
      return new Refused(e.problem());
    } catch (IOException e) {
      return new Refused(CommitProblems.failed(folders.gitDir(), e));
    }
  }

  /**
   * Commit that is wanted.
   *
   * @param merge that it finishes
   */
  private record Work(
      RunChanges changes,
      GitConfig config,
      CommitRequest request,
      Optional<MergeInProgress> merge) {

    Work saying(String message) {
      return new Work(changes, config, request.saying(message), merge);
    }

    boolean amends() {
      return request.form() == Form.AMENDED;
    }

    /** Both places of a file that was moved are one change. */
    boolean covers(ChangedFile file) {
      return merge.isPresent()
          || request.covers(file.path())
          || request.covers(file.origin().committedAs())
          || file.origin().movedTo().filter(request::covers).isPresent();
    }
  }

  /** With the hooks of the repository around it, where they are to run. */
  private CommitOutcome hooked(Work work, List<ChangedFile> files) throws IOException, IndexLocked {
    Hooks hooks = Hooks.of(work.config(), folders, settings);
    boolean rewrites = work.amends() && hooks.find(Hooks.POST_REWRITE).isPresent();
    if (hooks.onCommit().isEmpty() && !rewrites) {
      return landed(work, files, List.of());
    }
    return switch (work.request().terms().hooks()) {
      case HookTerms.Left left ->
          landed(work, files, hooks.onCommit().isEmpty() ? List.of() : List.of(left.remark(hooks)));
      case HookTerms.Run(HookRunner runner) -> {
        if (settings.nativeGit().isEmpty()) {
          yield new Refused(GitProblems.needsGit("the hooks of this repository are to run"));
        }
        Optional<WorkspacePath> own =
            work.changes().paths().stream().filter(path -> hooks.areIn(path.absolute())).findAny();
        TrialIndex.Maker indexes = TrialIndex.maker(folders, settings, work.config());
        yield own.isPresent()
            ? new Refused(CommitProblems.ownHook(own.get()))
            : around(new CommitHooks(hooks, runner, folders, indexes), work, files);
      }
    };
  }

  /** Hooks may change what it holds: it is worked out once for them, and then anew. */
  private CommitOutcome around(CommitHooks hooks, Work work, List<ChangedFile> files)
      throws IOException, IndexLocked {
    return planned(
        work,
        files,
        attempt ->
            switch (attempt.judgedBy(hooks)) {
              case Verdict.Stopped stopped -> stopped.outcome();
              case Verdict.Passed passed -> {
                Work next = work.saying(passed.message());
                CommitOutcome made =
                    next.request().message().isEmpty()
                        ? new Refused(CommitProblems.emptiedMessage())
                        : landed(next, behind(passed, work, files), passed.remarks());
                yield made instanceof Committed commit
                    ? hooks.after(commit, attempt.replaced())
                    : made;
              }
            });
  }

  /** A file that was not in it before comes in where a hook has staged it, as with Git. */
  private List<ChangedFile> behind(Verdict.Passed passed, Work work, List<ChangedFile> files) {
    Set<WorkspacePath> before = files.stream().map(ChangedFile::path).collect(Collectors.toSet());
    return work.changes().pending().stream()
        .filter(
            file ->
                before.contains(file.path())
                    || passed.staged().containsAll(inWorktree(List.of(file))))
        .toList();
  }

  private CommitOutcome landed(Work work, List<ChangedFile> files, List<String> remarks)
      throws IOException, IndexLocked {
    CommitOutcome outcome = planned(work, files, attempt -> attempt.make(work.changes(), remarks));
    if (outcome instanceof Committed && work.merge().isPresent()) {
      work.merge().get().finished();
    }
    return outcome;
  }

  /** What is done with a commit that is worked out. */
  @FunctionalInterface
  private interface Step {
    CommitOutcome of(CommitAttempt attempt) throws IOException, IndexLocked;
  }

  private CommitOutcome planned(Work work, List<ChangedFile> files, Step step)
      throws IOException, IndexLocked {
    Optional<Problem> obstacle =
        work.merge().isPresent() ? obstacle(work.merge().get(), work.changes()) : Optional.empty();
    if (obstacle.isPresent()) {
      return new Refused(obstacle.get());
    }
    if (files.isEmpty() && work.merge().isEmpty() && !work.amends()) {
      return new Nothing(List.of());
    }
    return switch (Identity.find(work.config(), settings)) {
      case Identity.Found.Missing missing -> new Refused(missing.problem());
      case Identity.Found.Known(Identity.Pair people) -> {
        try (GitStore store = opening.open(work.config(), inWorktree(files))) {
          yield planned(work, files, people, store, step);
        }
      }
    };
  }

  private CommitOutcome planned(
      Work work, List<ChangedFile> files, Identity.Pair people, GitStore store, Step step)
      throws IOException, IndexLocked {
    Head head = store.head();
    CommitPlanner planner = new CommitPlanner(store, work.config(), folders, rulesOfTop.get());
    List<String> parents = head.isUnborn() ? List.of() : List.of(head.commit());
    if (work.merge().isPresent()) {
      List<String> all = new ArrayList<>(parents);
      for (String merged : work.merge().get().heads()) {
        all.add(store.history().commit(merged).id());
      }
      CommitPlan plan = planner.resolving(head, files);
      return step.of(attempt(store, new CommitDraft(head, plan, work.request(), people, all)));
    }
    CommitPlan plan = planner.plan(head, files);
    CommitDraft draft = new CommitDraft(head, plan, work.request(), people, parents);
    if (work.amends()) {
      return amended(work.changes(), store, draft, step);
    }
    return plan.items().isEmpty() ? new Nothing(plan.skipped()) : step.of(attempt(store, draft));
  }

  private CommitAttempt attempt(GitStore store, CommitDraft draft) {
    return new CommitAttempt(store, announcement, draft);
  }

  private CommitOutcome amended(RunChanges changes, GitStore store, CommitDraft draft, Step step)
      throws IOException, IndexLocked {
    Head head = draft.head();
    if (!changes.commits().contains(head.commit())) {
      return new Refused(CommitProblems.notAmendable("HEAD is not a commit of this session"));
    }
    List<String> others = store.history().others(head.commit(), head.branch());
    if (!others.isEmpty()) {
      return new Refused(
          CommitProblems.notAmendable(String.join(", ", others) + " has this commit, too"));
    }
    CommitHistory.Told replaced = store.history().commit(head.commit());
    return draft.plan().items().isEmpty() && replaced.says(draft.request().message())
        ? new Nothing(draft.plan().skipped())
        : step.of(attempt(store, draft.inPlaceOf(replaced)));
  }

  /** Why the merge cannot be finished now. */
  private static Optional<Problem> obstacle(MergeInProgress merge, RunChanges changes)
      throws IOException {
    if (!changes.sawConflict() && merge.begun().isBefore(changes.since())) {
      return Optional.of(CommitProblems.foreignMerge());
    }
    List<String> unresolved = changes.unresolved();
    return unresolved.isEmpty()
        ? Optional.empty()
        : Optional.of(CommitProblems.unresolved(unresolved));
  }

  /**
   * Why a commit would be stopped for the secrets in it; empty when it would not, or when it cannot
   * be told. Changes nothing; blocks on disk.
   */
  public Optional<Problem> objection(RunChanges changes, CommitRequest request) {
    List<ChangedFile> files =
        changes.pending().stream().filter(file -> request.covers(file.path())).toList();
    if (files.isEmpty() || !request.secrets().stops()) {
      return Optional.empty();
    }
    try {
      GitConfig config = GitConfig.load(settings, folders);
      try (GitStore store = opening.open(config, inWorktree(files))) {
        CommitPlan plan =
            CommitPlanner.tentative(store, config, folders, rulesOfTop.get())
                .plan(store.head(), files);
        List<FoundSecret> secrets =
            plan.added().find(request.message(), new SecretScan(request.secrets().keys()));
        return plan.items().isEmpty() || secrets.isEmpty()
            ? Optional.empty()
            : Optional.of(CommitProblems.secrets(secrets));
      }
    } catch (IOException | VibeException e) {
      return Optional.empty(); // the commit itself tells why it cannot be made
    }
  }

  private List<String> inWorktree(List<ChangedFile> files) {
    return files.stream()
        .map(file -> file.path().absolute())
        .filter(path -> path.startsWith(folders.worktree()))
        .map(folders::relative)
        .toList();
  }
}
