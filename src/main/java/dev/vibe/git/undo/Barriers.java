package dev.vibe.git.undo;

import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadSwitch;
import dev.vibe.git.checkpoint.CheckpointRecord.Stored;
import dev.vibe.git.checkpoint.CheckpointStore;
import dev.vibe.git.checkpoint.OperationFiles;
import dev.vibe.git.config.OngoingWork;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.git.undo.UndoPlan.Commits;
import dev.vibe.git.undo.UndoPlan.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Policy on what an undo does not cross: a merge or the like that was begun, finished or given up
 * since, a switch to another branch, and history that was rewritten. Behind them the files, the
 * index and HEAD belong together in a way that the run knew nothing of, so that nothing is touched.
 * Reads the repository; changes nothing.
 */
record Barriers(JGitStore git, CheckpointStore records, Path gitDir, List<Stored> newestFirst) {

  /** The first that is in the way, if one is. */
  Optional<Commits.Barrier> first(Operation operation) throws IOException {
    Optional<Commits.Barrier> inProgress = operationInBetween();
    if (inProgress.isPresent()) {
      return inProgress;
    }
    if (operation.changes() && !isWhole(operation)) {
      return Optional.of(
          barrier(
              "a command of the run began or ended "
                  + (ongoing() == OngoingWork.NONE ? "a rebase or the like" : ongoing().title())
                  + ", which vibe cannot put back",
              ongoing() == OngoingWork.NONE
                  ? "git reflog shows where HEAD was before"
                  : ongoing().abandon() + ", then vibe undo"));
    }
    return historyInBetween();
  }

  /** How the files that say what is in progress would change. */
  Operation operation() throws IOException {
    Map<String, TreeEntry> is = OperationFiles.in(gitDir, records);
    Map<String, TreeEntry> then = is;
    for (Stored each : newestFirst) {
      if (!each.trees().was().operation().equals(each.trees().became().operation())) {
        then = records.operation(each.trees().was().operation());
      }
    }
    return new Operation(is, then);
  }

  private static boolean isWhole(Operation operation) {
    return operation.now().values().stream().noneMatch(TreeEntry::isSubmodule)
        && operation.then().values().stream().noneMatch(TreeEntry::isSubmodule);
  }

  /** Somebody began, finished or gave up a merge or the like since, or in between. */
  private Optional<Commits.Barrier> operationInBetween() throws IOException {
    Map<String, TreeEntry> at = heads(OperationFiles.in(gitDir, records));
    for (Stored each : newestFirst) {
      Map<String, TreeEntry> left = heads(records.operation(each.trees().became().operation()));
      if (!left.equals(at)) {
        return Optional.of(
            at.isEmpty()
                ? barrier(
                    "a merge or the like was in progress when the run changed something, and is"
                        + " not any more",
                    "git diff shows what the run changed; take it back by hand")
                : barrier(
                    ongoing().title() + " is in progress that was not when the run ended",
                    "finish it or " + ongoing().abandon() + ", then vibe undo"));
      }
      at = heads(records.operation(each.trees().was().operation()));
    }
    return Optional.empty();
  }

  private OngoingWork ongoing() {
    return OngoingWork.in(gitDir);
  }

  /** Without the files that only go with them, which people may change. */
  private static Map<String, TreeEntry> heads(Map<String, TreeEntry> files) {
    Map<String, TreeEntry> heads = new TreeMap<>(files);
    heads
        .entrySet()
        .removeIf(
            file ->
                !file.getValue().isSubmodule() && !OperationFiles.HEADS.contains(file.getKey()));
    return heads;
  }

  /** Where the run left HEAD, nobody has another branch or another history now. */
  private Optional<Commits.Barrier> historyInBetween() throws IOException {
    Optional<Head> last = left();
    Head now = git.head();
    if (last.isEmpty() || isBack(now) || now.equals(last.get())) {
      return Optional.empty();
    }
    if (!now.branch().equals(last.get().branch())) {
      String name = last.get().branch().replaceFirst("^refs/heads/", "");
      return Optional.of(
          barrier(
              (name.isEmpty() ? "no branch" : name)
                  + " was checked out when the run committed, and another branch is now",
              name.isEmpty()
                  ? "git revert"
                  : "git switch " + name + ", then vibe undo; or vibe undo --revert"));
    }
    return isInHead(last.get().commit(), now)
        ? Optional.empty()
        : Optional.of(
            barrier(
                "the commits of the run were rewritten since, by a rebase, an amend or a reset",
                "git reflog shows where they went; git revert takes them back there"));
  }

  /** HEAD where the newest record that moved it has left it. */
  private Optional<Head> left() {
    for (Stored each : newestFirst) {
      for (HeadSwitch to : each.record().circumstances().switches()) {
        return Optional.of(to.to());
      }
      for (HeadMove move : each.record().heads()) {
        return Optional.of(new Head(move.branch(), move.to()));
      }
    }
    return Optional.empty();
  }

  /** The user has taken the commits back already. */
  private boolean isBack(Head now) {
    for (Stored each : newestFirst.reversed()) {
      for (HeadSwitch from : each.record().circumstances().switches()) {
        return now.equals(from.from());
      }
      for (HeadMove move : each.record().heads()) {
        return now.equals(new Head(move.branch(), move.from()));
      }
    }
    return false;
  }

  private boolean isInHead(String commit, Head now) throws IOException {
    Repository repository = git.repository();
    if (commit.isEmpty() || now.isUnborn()) {
      return commit.isEmpty();
    }
    try (RevWalk walk = new RevWalk(repository)) {
      return repository.getObjectDatabase().has(ObjectId.fromString(commit))
          && walk.isMergedInto(
              walk.parseCommit(ObjectId.fromString(commit)),
              walk.parseCommit(ObjectId.fromString(now.commit())));
    }
  }

  private Commits.Barrier barrier(String why, String remedy) {
    return new Commits.Barrier(ids(), why, remedy);
  }

  private List<String> ids() {
    return newestFirst.stream()
        .flatMap(each -> each.record().heads().stream())
        .map(HeadMove::to)
        .toList();
  }
}
