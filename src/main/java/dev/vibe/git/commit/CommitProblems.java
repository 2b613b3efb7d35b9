package dev.vibe.git.commit;

import dev.vibe.file.IoReason;
import dev.vibe.git.config.OngoingWork;
import dev.vibe.git.store.GitProblems;
import dev.vibe.git.store.IndexLock;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.NotSigned;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Names;
import dev.vibe.text.QuotedName;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Problems that keep a commit from being made, in words for people. */
final class CommitProblems {

  /** More names than this help nobody. */
  private static final int MOST_NAMED = 20;

  private CommitProblems() {}

  static Problem ongoing(OngoingWork work) {
    return new Problem(
        ProblemCode.WORK_IN_PROGRESS,
        GitProblems.NOT_COMMITTED,
        work.title() + " is in progress in this repository",
        "finish it with "
            + work.finish()
            + " when its conflicts are resolved and staged; "
            + work.abandon()
            + " throws it away, which is the user's to ask for");
  }

  static Problem unresolved(Collection<String> files) {
    return new Problem(
        ProblemCode.WORK_IN_PROGRESS,
        GitProblems.NOT_COMMITTED,
        "the merge still has conflicts in " + String.join(", ", files),
        "resolve them, take the conflict markers out, stage what is to be kept or deleted with git"
            + " add or git rm, then commit again; do not abort the merge unless asked to");
  }

  static Problem foreignMerge() {
    return new Problem(
        ProblemCode.WORK_IN_PROGRESS,
        GitProblems.NOT_COMMITTED,
        "a merge is in progress that was begun before, and you resolved nothing of it",
        "leave it to the user, or go on without a commit");
  }

  static Problem notAmendable(String why) {
    return new Problem(
        ProblemCode.NOT_AMENDABLE,
        GitProblems.NOT_COMMITTED,
        why,
        "make a new commit, without amend");
  }

  static Problem stopped(String hook, HookRunner.Ended ended, Collection<String> changed) {
    String files = changed.isEmpty() ? "" : "; hooks changed " + Names.some(List.copyOf(changed));
    return new Problem(
        ProblemCode.HOOK_REFUSED,
        GitProblems.NOT_COMMITTED,
        "the hook " + hook + " failed (" + ended.how() + ")" + files,
        "mend what it says, then commit again");
  }

  static Problem emptiedMessage() {
    return new Problem(
        ProblemCode.HOOK_REFUSED,
        GitProblems.NOT_COMMITTED,
        "the hooks of this repository have emptied the message",
        "use another message");
  }

  /** A hook runs unasked, so what this session wrote into one is not run that way. */
  static Problem ownHook(WorkspacePath hook) {
    return new Problem(
        ProblemCode.HOOK_REFUSED,
        GitProblems.NOT_COMMITTED,
        "this session changed the hook "
            + QuotedName.of(hook.relative())
            + ", and hooks would run without being asked about",
        "leave the commit to the user");
  }

  /** What a commit would hold that nobody wants in a history. */
  static Problem secrets(List<FoundSecret> found) {
    return new Problem(
        ProblemCode.SECRET_FOUND,
        "not committed: the commit would hold " + (found.size() == 1 ? "a secret" : "secrets"),
        named(found),
        "take it out, or put it into a file that Git ignores; to commit it all the same:"
            + " --allow-secret");
  }

  /** Told when it was allowed. */
  static Problem committedSecrets(List<FoundSecret> found) {
    return new Problem(
        ProblemCode.SECRET_COMMITTED,
        "the commit holds " + (found.size() == 1 ? "a secret" : "secrets") + ", as you allowed",
        named(found),
        "renew it at its issuer before the commit is pushed anywhere that others read");
  }

  static String named(List<FoundSecret> found) {
    String some =
        found.stream()
            .limit(MOST_NAMED)
            .map(FoundSecret::toString)
            .collect(Collectors.joining("; "));
    int more = found.size() - MOST_NAMED;
    return more > 0 ? some + " and " + more + " more" : some;
  }

  static Problem noMessage() {
    return new Problem(
        ProblemCode.NO_COMMIT_MESSAGE,
        GitProblems.NOT_COMMITTED,
        "the message is empty",
        "say what changed and why");
  }

  static Problem unknownFiles(List<String> named, List<WorkspacePath> changed) {
    String some =
        changed.stream()
            .map(WorkspacePath::toString)
            .limit(MOST_NAMED)
            .collect(Collectors.joining(", "));
    return new Problem(
        ProblemCode.NOT_CHANGED_BY_RUN,
        GitProblems.NOT_COMMITTED,
        "this run did not change "
            + named.stream().map(QuotedName::of).collect(Collectors.joining(", ")),
        "name only files that it changed: " + (some.isEmpty() ? "none" : some));
  }

  static Problem locked(Path lock, Duration waited) {
    return new Problem(
        ProblemCode.GIT_LOCKED,
        GitProblems.NOT_COMMITTED,
        "another program holds "
            + QuotedName.of(lock.toString())
            + " (waited "
            + waited.toMillis()
            + " ms)",
        IndexLock.remedy(lock));
  }

  static Problem moved() {
    return new Problem(
        ProblemCode.HEAD_MOVED,
        GitProblems.NOT_COMMITTED,
        "another program committed, staged or switched branches at the same moment, or holds a"
            + " lock",
        "nothing was changed; try again, and if that does not help look for *.lock files in .git");
  }

  static Problem failed(Path gitDir, IOException e) {
    if (e instanceof JGitStore.LeftOut) {
      return GitProblems.needsGit(String.valueOf(e.getMessage()));
    }
    String why = IoReason.naming(e);
    String remedy =
        e instanceof NotSigned
            ? "commits are to be signed (commit.gpgSign): mend what is said of the key or the"
                + " program, and try with git commit -S"
            : remedy(why);
    return new Problem(
        ProblemCode.GIT_FAILED,
        GitProblems.NOT_COMMITTED,
        ControlChars.neutraliseLine(why.contains(gitDir.toString()) ? why : gitDir + ": " + why),
        remedy);
  }

  private static String remedy(String why) {
    if (why.contains("promisor remote")) {
      return "see that the remote that the clone was made of can be reached, then commit again";
    }
    if (why.contains("unknown repository extension")) {
      return "install a newer git, which knows this form of repository";
    }
    return why.contains("No space left")
        ? "free some space, then commit again"
        : "git status and git fsck show what is wrong";
  }
}
