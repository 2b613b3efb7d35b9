package dev.vibe.git.undo;

import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.OngoingWork;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.NativeStore;
import dev.vibe.git.undo.UndoPlan.Commits.Stay;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Policy on whether a branch may go back behind the commits of a run: objections in order, of which
 * the first counts. Reads the repository; changes nothing.
 *
 * @param moves the commits, newest first; at least one
 */
record HeadObjections(GitSettings settings, GitFolders folders, List<HeadMove> moves) {

  private static final String SOFT_RESET = "git reset --soft ";

  /** Says why not, if it has to. */
  @FunctionalInterface
  private interface Objection {
    Optional<Stay> why() throws IOException;
  }

  /** What keeps the repository from being read at all. */
  Optional<Stay> toReading() throws IOException {
    return first(List.of(this::formIsForeign, this::indexIsForeign));
  }

  /** What keeps the branch from being moved from where it is now. */
  Optional<Stay> toMoving(Repository repository, Head now) throws IOException {
    return first(
        List.of(
            this::othersLieBetween,
            () -> anotherBranchIsOut(now),
            () -> laterCommitsFollow(now),
            () -> nothingComesBefore(now),
            this::workIsInProgress,
            () -> somebodyElseHasIt(repository, now)));
  }

  private static Optional<Stay> first(List<Objection> inOrder) throws IOException {
    for (Objection objection : inOrder) {
      Optional<Stay> stay = objection.why();
      if (stay.isPresent()) {
        return stay;
      }
    }
    return Optional.empty();
  }

  /** Whether each commit was made on the one before, on the same branch. */
  boolean areInOneLine() {
    for (int i = 1; i < moves.size(); i++) {
      if (!moves.get(i).to().equals(moves.get(i - 1).from())
          || !moves.get(i).branch().equals(last().branch())) {
        return false;
      }
    }
    return true;
  }

  /** Where HEAD was before the first of them. */
  Head start() {
    return new Head(last().branch(), from());
  }

  private HeadMove last() {
    return moves.getFirst();
  }

  private String from() {
    return moves.getLast().from();
  }

  private Optional<Stay> formIsForeign() throws IOException {
    GitConfig config = GitConfig.load(settings, folders);
    String form = config.isSha256() ? "SHA-256" : "reftable";
    return config.isBeyondJGit()
        ? Optional.of(
            stay("in a " + form + " repository vibe moves no branch", SOFT_RESET + from()))
        : Optional.empty();
  }

  private Optional<Stay> indexIsForeign() throws IOException {
    String reason = NativeStore.reasonOfIndex(folders);
    return reason.isEmpty() ? Optional.empty() : Optional.of(stay(reason, SOFT_RESET + from()));
  }

  private Optional<Stay> othersLieBetween() {
    return areInOneLine() ? Optional.empty() : revert("other commits lie between them");
  }

  private Optional<Stay> anotherBranchIsOut(Head now) {
    return now.branch().equals(last().branch())
        ? Optional.empty()
        : revert("another branch is checked out");
  }

  private Optional<Stay> laterCommitsFollow(Head now) {
    return now.commit().equals(last().to()) ? Optional.empty() : revert("there are later commits");
  }

  private Optional<Stay> nothingComesBefore(Head now) {
    return from().isEmpty() && now.isDetached()
        ? Optional.of(stay("it is the first commit, and on no branch", "git update-ref -d HEAD"))
        : Optional.empty();
  }

  private Optional<Stay> workIsInProgress() {
    OngoingWork ongoing = OngoingWork.in(folders.gitDir());
    return ongoing == OngoingWork.NONE
        ? Optional.empty()
        : revert(ongoing.title() + " is in progress");
  }

  /** Another branch or tag that was made of what would go; pushed commits show as such. */
  private Optional<Stay> somebodyElseHasIt(Repository repository, Head now) throws IOException {
    if (nothingGoes(repository, now)) {
      return Optional.empty();
    }
    for (Ref ref : repository.getRefDatabase().getRefs()) {
      String name = ref.getName();
      boolean counts =
          name.startsWith("refs/heads/")
              || name.startsWith("refs/remotes/")
              || name.startsWith("refs/tags/");
      if (counts && !name.equals(now.branch()) && isAt(repository, ref, now.commit())) {
        return revert(name.replaceFirst("^refs/(heads|remotes|tags)/", "") + " has it, too");
      }
    }
    return Optional.empty();
  }

  /** A tag with a message leads to its commit by an object of its own. */
  private static boolean isAt(Repository repository, Ref ref, String commit) throws IOException {
    Ref peeled =
        ref.getName().startsWith("refs/tags/") ? repository.getRefDatabase().peel(ref) : ref;
    ObjectId id =
        peeled.getPeeledObjectId() == null ? peeled.getObjectId() : peeled.getPeeledObjectId();
    return id != null && id.name().equals(commit);
  }

  private boolean nothingGoes(Repository repository, Head now) throws IOException {
    if (from().isEmpty() || now.isUnborn()) {
      return now.isUnborn();
    }
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit from = walk.parseCommit(ObjectId.fromString(now.commit()));
      RevCommit to = walk.parseCommit(ObjectId.fromString(from()));
      return walk.isMergedInto(from, to);
    }
  }

  private Optional<Stay> revert(String why) {
    return Optional.of(stay(why, "git revert " + String.join(" ", ids())));
  }

  private Stay stay(String why, String remedy) {
    return new Stay(ids(), why, remedy);
  }

  private List<String> ids() {
    return moves.stream().map(HeadMove::to).toList();
  }
}
