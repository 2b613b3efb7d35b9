package dev.vibe.git.commit;

import dev.vibe.git.commit.CommitOutcome.Committed;
import dev.vibe.git.commit.CommitOutcome.HoldsSecrets;
import dev.vibe.git.commit.CommitOutcome.Nothing;
import dev.vibe.git.commit.CommitOutcome.Refused;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.Hooks;
import dev.vibe.git.config.Identity;
import dev.vibe.git.config.OngoingWork;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.GitStore.Edit;
import dev.vibe.git.store.GitStore.Head;
import dev.vibe.git.store.GitStore.IndexLocked;
import dev.vibe.git.store.GitStore.Restaging;
import dev.vibe.git.store.IndexLock;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.text.SecretScan;
import dev.vibe.workspace.IgnoreRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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

  /**
   * Listener that hears of a commit before the index and the branch move, so that a kill cannot
   * hide it.
   */
  public interface Announcement {
    void of(Head from, String commit);
  }

  private final GitFolders folders;
  private final GitSettings settings;
  private final Supplier<? extends IgnoreRules> rulesOfTop;
  private final Opening opening;
  private final Announcement announcement;

  public Committer(
      GitFolders folders,
      GitSettings settings,
      Supplier<? extends IgnoreRules> rulesOfTop,
      Opening opening,
      Announcement announcement) {
    this.folders = folders;
    this.settings = settings;
    this.rulesOfTop = rulesOfTop;
    this.opening = opening;
    this.announcement = announcement;
  }

  public CommitOutcome commit(RunChanges changes, CommitRequest request) {
    OngoingWork ongoing = OngoingWork.in(folders.gitDir());
    if (ongoing != OngoingWork.NONE) {
      return new Refused(CommitProblems.ongoing(ongoing));
    }
    if (request.message().isEmpty()) {
      return new Refused(CommitProblems.noMessage());
    }
    List<String> unknown = request.unknown(changes.paths());
    if (!unknown.isEmpty()) {
      return new Refused(CommitProblems.unknownFiles(unknown, changes.paths()));
    }
    List<ChangedFile> files =
        changes.pending().stream().filter(file -> request.covers(file.path())).toList();
    try {
      return commit(changes, files, request);
    } catch (IndexLocked e) {
      return new Refused(CommitProblems.locked(IndexLock.file(folders), settings.lockWait()));
    } catch (VibeException e) {
      return new Refused(e.problem());
    } catch (IOException e) {
      return new Refused(CommitProblems.failed(folders.gitDir(), e));
    }
  }

  private CommitOutcome commit(RunChanges changes, List<ChangedFile> files, CommitRequest request)
      throws IOException, IndexLocked {
    if (files.isEmpty()) {
      return new Nothing(List.of());
    }
    GitConfig config = GitConfig.load(settings, folders);
    return switch (Identity.find(config, settings)) {
      case Identity.Found.Missing missing -> new Refused(missing.problem());
      case Identity.Found.Known(Identity.Pair people) -> {
        try (GitStore store = opening.open(config, inWorktree(files))) {
          Head head = store.head();
          CommitPlan plan =
              new CommitPlanner(store, config, folders, rulesOfTop.get()).plan(head, files);
          changes.committed(plan.settled());
          if (plan.items().isEmpty()) {
            yield new Nothing(plan.skipped());
          }
          List<FoundSecret> secrets = secrets(plan, request);
          yield !secrets.isEmpty() && request.secrets().stops()
              ? new HoldsSecrets(CommitProblems.secrets(secrets))
              : new Attempt(store, head, plan, people, request, config).make(changes, secrets);
        }
      }
    };
  }

  private static List<FoundSecret> secrets(CommitPlan plan, CommitRequest request) {
    return plan.added().find(request.message(), new SecretScan(request.secrets().keys()));
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
        List<FoundSecret> secrets = secrets(plan, request);
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

  private final class Attempt {
    private final GitStore store;
    private final Head head;
    private final CommitPlan plan;
    private final Identity.Pair people;
    private final CommitRequest request;
    private final GitConfig config;

    Attempt(
        GitStore store,
        Head head,
        CommitPlan plan,
        Identity.Pair people,
        CommitRequest request,
        GitConfig config) {
      this.store = store;
      this.head = head;
      this.plan = plan;
      this.people = people;
      this.request = request;
      this.config = config;
    }

    CommitOutcome make(RunChanges changes, List<FoundSecret> secrets)
        throws IOException, IndexLocked {
      Map<String, Edit> edits = new LinkedHashMap<>();
      plan.items().forEach(item -> edits.put(item.path(), item.edit()));
      String id =
          store.insertCommit(new GitStore.NewCommit(head, edits, request.message() + "\n", people));
      announcement.of(head, id);
      if (!store.restage(plan.items().stream().map(CommitPlan.Item::restaging).toList())
          || !advance(id)) {
        return new Refused(CommitProblems.moved());
      }
      changes.committed(plan.files());
      List<String> remarks = new ArrayList<>(Hooks.remarks(config, folders, settings));
      try {
        store.note(id, request.note().json() + "\n", people);
      } catch (IOException e) {
        remarks.add("No note was added to the commit: " + e.getMessage() + ".");
      }
      if (!secrets.isEmpty()) {
        remarks.add(CommitProblems.committedSecrets(secrets).what() + ".");
      }
      String branch = head.branch().replaceFirst("^refs/heads/", "");
      if (head.isDetached()) {
        remarks.add("HEAD is detached: no branch holds this commit; git branch NAME keeps it.");
      }
      List<CommitOutcome.File> files =
          plan.items().stream()
              .map(
                  item ->
                      new CommitOutcome.File(
                          item.file().path().relative(),
                          item.lines().added(),
                          item.lines().removed()))
              .toList();
      return new Committed(id, branch, request.message(), files, plan.skipped(), remarks, secrets);
    }

    private boolean advance(String id) throws IOException, IndexLocked {
      boolean moved = false;
      try {
        String kind = head.isUnborn() ? "commit (initial): " : "commit: ";
        moved = store.advance(head, id, kind + request.subject(), people);
      } finally {
        if (!moved) {
          putBack();
        }
      }
      return moved;
    }

    /** Also when the run is being interrupted: half a commit helps nobody. */
    private void putBack() throws IOException, IndexLocked {
      boolean interrupted = Thread.interrupted();
      try {
        List<Restaging> undo = plan.items().stream().map(CommitPlan.Item::undo).toList();
        store.restage(undo);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
