package dev.vibe.git.commit;

import dev.vibe.git.commit.CommitOutcome.Committed;
import dev.vibe.git.commit.CommitOutcome.HoldsSecrets;
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
import dev.vibe.git.store.Edit;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.IndexLock;
import dev.vibe.git.store.IndexLocked;
import dev.vibe.git.store.NewCommit;
import dev.vibe.git.store.Restaging;
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
    boolean finishes = ongoing == OngoingWork.MERGE && request.form() == Form.NEW;
    if (ongoing != OngoingWork.NONE && !finishes) {
      return new Refused(CommitProblems.ongoing(ongoing));
    }
    String message = request.message();
    if (message.isEmpty() && finishes) {
      message = new MergeInProgress(folders).message();
    }
    if (message.isEmpty()) {
      return new Refused(CommitProblems.noMessage());
    }
    List<String> unknown = request.unknown(changes.paths());
    if (!unknown.isEmpty()) {
      return new Refused(CommitProblems.unknownFiles(unknown, changes.paths()));
    }
    CommitRequest wanted =
        new CommitRequest(
            message, request.files(), request.form(), request.note(), request.secrets());
    List<ChangedFile> files =
        changes.pending().stream().filter(file -> finishes || isWanted(file, wanted)).toList();
    try {
      return finishes ? finish(changes, files, wanted) : commit(changes, files, wanted);
    } catch (IndexLocked e) {
      return new Refused(CommitProblems.locked(IndexLock.file(folders), settings.lockWait()));
    } catch (VibeException e) {
      return new Refused(e.problem());
    } catch (IOException e) {
      return new Refused(CommitProblems.failed(folders.gitDir(), e));
    }
  }

  /** Both places of a file that was moved are one change. */
  private static boolean isWanted(ChangedFile file, CommitRequest request) {
    return request.covers(file.path())
        || request.covers(file.origin().committedAs())
        || file.origin().movedTo().filter(request::covers).isPresent();
  }

  private CommitOutcome commit(RunChanges changes, List<ChangedFile> files, CommitRequest request)
      throws IOException, IndexLocked {
    boolean amends = request.form() == Form.AMENDED;
    if (files.isEmpty() && !amends) {
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
          Draft draft = new Draft(head, plan, request, people);
          if (amends) {
            yield amended(changes, store, config, draft);
          }
          yield plan.items().isEmpty()
              ? new Nothing(plan.skipped())
              : new Attempt(store, config, draft, parents(head)).make(changes);
        }
      }
    };
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

  private static List<String> parents(Head head) {
    return head.isUnborn() ? List.of() : List.of(head.commit());
  }

  private CommitOutcome amended(RunChanges changes, GitStore store, GitConfig config, Draft draft)
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
    if (draft.plan().items().isEmpty() && replaced.says(draft.request().message())) {
      return new Nothing(draft.plan().skipped());
    }
    Identity.Pair people = new Identity.Pair(replaced.author(), draft.people().committer());
    return new Attempt(store, config, draft.by(people), replaced.parents()).make(changes);
  }

  /** The commit of the index, once nothing in it is in conflict. */
  private CommitOutcome finish(RunChanges changes, List<ChangedFile> files, CommitRequest request)
      throws IOException, IndexLocked {
    MergeInProgress merge = new MergeInProgress(folders);
    if (!changes.sawConflict() && merge.begun().isBefore(changes.since())) {
      return new Refused(CommitProblems.foreignMerge());
    }
    List<String> unresolved = changes.unresolved();
    if (!unresolved.isEmpty()) {
      return new Refused(CommitProblems.unresolved(unresolved));
    }
    GitConfig config = GitConfig.load(settings, folders);
    return switch (Identity.find(config, settings)) {
      case Identity.Found.Missing missing -> new Refused(missing.problem());
      case Identity.Found.Known(Identity.Pair people) -> {
        try (GitStore store = opening.open(config, inWorktree(files))) {
          Head head = store.head();
          CommitPlan plan =
              new CommitPlanner(store, config, folders, rulesOfTop.get()).resolving(head, files);
          List<String> parents = new ArrayList<>(parents(head));
          for (String merged : merge.heads()) {
            parents.add(store.history().commit(merged).id());
          }
          CommitOutcome made =
              new Attempt(store, config, new Draft(head, plan, request, people), parents)
                  .make(changes);
          if (made instanceof Committed) {
            merge.finished();
          }
          yield made;
        }
      }
    };
  }

  /** What a commit is made of. */
  private record Draft(Head head, CommitPlan plan, CommitRequest request, Identity.Pair people) {
    Draft by(Identity.Pair others) {
      return new Draft(head, plan, request, others);
    }

    List<FoundSecret> secrets() {
      return plan.added().find(request.message(), new SecretScan(request.secrets().keys()));
    }

    List<Restaging> restagings() {
      return plan.items().stream().map(CommitPlan.Item::restaging).toList();
    }
  }

  private final class Attempt {
    private final GitStore store;
    private final GitConfig config;
    private final Draft draft;
    private final Head head;
    private final CommitPlan plan;
    private final CommitRequest request;
    private final List<String> parents;

    Attempt(GitStore store, GitConfig config, Draft draft, List<String> parents) {
      this.store = store;
      this.config = config;
      this.draft = draft;
      this.head = draft.head();
      this.plan = draft.plan();
      this.request = draft.request();
      this.parents = List.copyOf(parents);
    }

    private boolean merges() {
      return parents.size() > 1 && request.form() == Form.NEW;
    }

    CommitOutcome make(RunChanges changes) throws IOException, IndexLocked {
      List<FoundSecret> secrets = draft.secrets();
      if (!secrets.isEmpty() && request.secrets().stops()) {
        return new HoldsSecrets(CommitProblems.secrets(secrets));
      }
      Map<String, Edit> edits = new LinkedHashMap<>();
      plan.items().forEach(item -> edits.put(item.path(), item.edit()));
      NewCommit commit =
          new NewCommit(head, edits, parents, request.message() + "\n", draft.people());
      if (merges() && !store.restage(draft.restagings())) {
        return new Refused(CommitProblems.moved());
      }
      String id = merges() ? store.insertIndex(commit) : store.insertCommit(commit);
      announcement.of(head, id);
      if ((!merges() && !store.restage(draft.restagings())) || !advance(id)) {
        return new Refused(CommitProblems.moved());
      }
      changes.committed(plan.items(), id);
      List<String> remarks = new ArrayList<>(Hooks.remarks(config, folders, settings));
      try {
        store.note(id, request.note().json() + "\n", draft.people());
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
      return new Committed(
          id, branch, request.message(), files(), plan.skipped(), remarks, secrets);
    }

    private List<CommitOutcome.File> files() {
      return plan.items().stream()
          .map(
              item ->
                  new CommitOutcome.File(
                      item.file().path().relative(), item.lines().added(), item.lines().removed()))
          .toList();
    }

    private boolean advance(String id) throws IOException, IndexLocked {
      boolean moved = false;
      try {
        String kind =
            head.isUnborn()
                ? "commit (initial): "
                : merges()
                    ? "commit (merge): "
                    : request.form() == Form.AMENDED ? "commit (amend): " : "commit: ";
        String reflog = kind + request.subject();
        moved =
            request.form() == Form.AMENDED
                ? store.reset(head, id, reflog, draft.people())
                : store.advance(head, id, reflog, draft.people());
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
