package dev.vibe.git.commit;

import dev.vibe.git.commit.CommitRequest.Form;
import dev.vibe.git.config.Identity;
import dev.vibe.git.store.CommitHistory;
import dev.vibe.git.store.Edit;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.NewCommit;
import dev.vibe.git.store.Restaging;
import dev.vibe.text.SecretScan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Draft of a commit: all that it is made of.
 *
 * @param head where it was worked out
 */
record CommitDraft(
    Head head, CommitPlan plan, CommitRequest request, Identity.Pair people, List<String> parents) {
  CommitDraft {
    parents = List.copyOf(parents);
  }

  /** With the author and the parents of the commit that it replaces. */
  CommitDraft inPlaceOf(CommitHistory.Told replaced) {
    Identity.Pair both = new Identity.Pair(replaced.author(), people.committer());
    return new CommitDraft(head, plan, request, both, replaced.parents());
  }

  boolean merges() {
    return parents.size() > 1 && request.form() == Form.NEW;
  }

  Optional<String> replaced() {
    return request.form() == Form.AMENDED ? Optional.of(head.commit()) : Optional.empty();
  }

  NewCommit commit() {
    Map<String, Edit> edits = new LinkedHashMap<>();
    plan.items().forEach(item -> edits.put(item.path(), item.edit()));
    return new NewCommit(head, edits, parents, request.message() + "\n", people);
  }

  List<FoundSecret> secrets() {
    return plan.added().find(request.message(), new SecretScan(request.secrets().keys()));
  }

  List<Restaging> restagings() {
    return plan.items().stream().map(CommitPlan.Item::restaging).toList();
  }

  List<CommitOutcome.File> files() {
    return plan.items().stream()
        .map(
            item ->
                new CommitOutcome.File(
                    item.file().path().relative(), item.lines().added(), item.lines().removed()))
        .toList();
  }

  String reflog() {
    String kind =
        head.isUnborn()
            ? "commit (initial): "
            : merges()
                ? "commit (merge): "
                : request.form() == Form.AMENDED ? "commit (amend): " : "commit: ";
    return kind + request.subject();
  }
}
