package dev.vibe.git.commit;

import dev.vibe.git.commit.CommitOutcome.Committed;
import dev.vibe.git.commit.CommitOutcome.HoldsSecrets;
import dev.vibe.git.commit.CommitOutcome.Refused;
import dev.vibe.git.commit.CommitRequest.Form;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.IndexLocked;
import dev.vibe.git.store.Restaging;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Attempt to make a commit of a draft. */
final class CommitAttempt {

  private final GitStore store;
  private final Committer.Announcement announcement;
  private final CommitDraft draft;
  private final Head head;

  CommitAttempt(GitStore store, Committer.Announcement announcement, CommitDraft draft) {
    this.store = store;
    this.announcement = announcement;
    this.draft = draft;
    this.head = draft.head();
  }

  /** The commit that it takes the place of. */
  Optional<String> replaced() {
    return draft.replaced();
  }

  /** Shows the hooks what would be committed; index and HEAD are afterwards as they were. */
  CommitHooks.Verdict judgedBy(CommitHooks hooks) throws IOException, IndexLocked {
    Optional<CommitOutcome> secrets = heldSecrets();
    if (secrets.isPresent()) {
      return new CommitHooks.Verdict.Stopped(secrets.get());
    }
    if (!draft.merges()) {
      return hooks.before(store.insertCommit(draft.commit()), draft.request().message(), "message");
    }
    if (!store.restage(draft.restagings())) {
      return new CommitHooks.Verdict.Stopped(new Refused(CommitProblems.moved()));
    }
    String commit;
    try {
      commit = store.insertIndex(draft.commit());
    } finally {
      putBack();
    }
    return hooks.before(commit, draft.request().message(), "merge");
  }

  /**
   * Makes it.
   *
   * @param known what is to be said of it already
   */
  CommitOutcome make(RunChanges changes, List<String> known) throws IOException, IndexLocked {
    Optional<CommitOutcome> held = heldSecrets();
    if (held.isPresent()) {
      return held.get();
    }
    boolean merges = draft.merges();
    if (merges && !store.restage(draft.restagings())) {
      return new Refused(CommitProblems.moved());
    }
    String id = merges ? store.insertIndex(draft.commit()) : store.insertCommit(draft.commit());
    announcement.of(head, id);
    if ((!merges && !store.restage(draft.restagings())) || !advance(id)) {
      return new Refused(CommitProblems.moved());
    }
    changes.committed(draft.plan().items(), id);
    List<String> remarks = new ArrayList<>(known);
    try {
      store.note(id, draft.request().note().json() + "\n", draft.people());
    } catch (IOException e) {
      remarks.add("No note was added to the commit: " + e.getMessage() + ".");
    }
    List<FoundSecret> secrets = draft.secrets();
    if (!secrets.isEmpty()) {
      remarks.add(CommitProblems.committedSecrets(secrets).what() + ".");
    }
    String branch = head.branch().replaceFirst("^refs/heads/", "");
    if (head.isDetached()) {
      remarks.add("HEAD is detached: no branch holds this commit; git branch NAME keeps it.");
    }
    return new Committed(
        id,
        branch,
        draft.request().message(),
        draft.files(),
        draft.plan().skipped(),
        remarks,
        secrets);
  }

  private Optional<CommitOutcome> heldSecrets() {
    List<FoundSecret> secrets = draft.secrets();
    return secrets.isEmpty() || !draft.request().secrets().stops()
        ? Optional.empty()
        : Optional.of(new HoldsSecrets(CommitProblems.secrets(secrets)));
  }

  private boolean advance(String id) throws IOException, IndexLocked {
    boolean moved = false;
    try {
      moved =
          draft.request().form() == Form.AMENDED
              ? store.reset(head, id, draft.reflog(), draft.people())
              : store.advance(head, id, draft.reflog(), draft.people());
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
      List<Restaging> undo = draft.plan().items().stream().map(CommitPlan.Item::undo).toList();
      store.restage(undo);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
