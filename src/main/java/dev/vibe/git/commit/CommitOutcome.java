package dev.vibe.git.commit;

import dev.vibe.problem.Problem;
import java.util.List;
import java.util.Optional;

/** Outcome of trying to commit. */
public sealed interface CommitOutcome {

  /**
   * A commit was made.
   *
   * @param id full object name
   * @param branch short name; empty when HEAD is detached, and then only its log leads to the
   *     commit
   * @param skipped files of the run that stay uncommitted
   * @param remarks sentences for people and the model, e.g. that a hook was not run
   * @param secrets that it holds, because a person allowed it
   */
  record Committed(
      String id,
      String branch,
      String message,
      List<File> files,
      List<Skipped> skipped,
      List<String> remarks,
      List<FoundSecret> secrets)
      implements CommitOutcome {
    public Committed {
      files = List.copyOf(files);
      skipped = List.copyOf(skipped);
      remarks = List.copyOf(remarks);
      secrets = List.copyOf(secrets);
    }

    /** What people are told of secrets in it; empty without any. */
    public Optional<Problem> warning() {
      return secrets.isEmpty()
          ? Optional.empty()
          : Optional.of(CommitProblems.committedSecrets(secrets));
    }

    /** The same with other remarks. */
    Committed with(List<String> others) {
      return new Committed(id, branch, message, files, skipped, others, secrets);
    }

    public int added() {
      return files.stream().mapToInt(File::added).sum();
    }

    public int removed() {
      return files.stream().mapToInt(File::removed).sum();
    }
  }

  /** There was nothing to commit, or nothing that could be; no commit was made. */
  record Nothing(List<Skipped> skipped) implements CommitOutcome {
    public Nothing {
      skipped = List.copyOf(skipped);
    }
  }

  /**
   * It would hold secrets, and nobody allowed that; nothing was changed.
   *
   * @param problem names file, line and kind of each, never the secret
   */
  record HoldsSecrets(Problem problem) implements CommitOutcome {}

  /**
   * A hook of the repository stopped it; no commit was made.
   *
   * @param said the last of what the hook wrote
   */
  record Stopped(Problem problem, String said) implements CommitOutcome {}

  /** Committing is not possible now; nothing was changed. */
  record Refused(Problem problem) implements CommitOutcome {}

  /**
   * A file of a commit.
   *
   * @param path relative to the workspace root
   * @param added lines; 0 for a binary file
   */
  record File(String path, int added, int removed) {}

  /**
   * A file of the run that is in no commit.
   *
   * @param reason a clause that goes after the path and a colon
   */
  record Skipped(String path, String reason) {}
}
