package dev.vibe.workspace.change;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Problems that keep a change set from being written, in words for people. */
final class WriteProblem {

  private WriteProblem() {}

  /** Somebody else changed the file after it was read. */
  static final class Stale extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The file may not be written by anybody. */
  static final class ReadOnly extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Names the file and the reason.
   *
   * @param path what was to be written
   */
  static Problem of(String path, IOException e) {
    String what = "cannot write " + path;
    if (e instanceof Stale) {
      return new Problem(
          ProblemCode.STALE,
          what,
          "it was changed meanwhile",
          "read it again, then repeat the change");
    }
    if (e instanceof ReadOnly) {
      return new Problem(ProblemCode.READ_ONLY, what, "the file is read-only", "chmod u+w " + path);
    }
    String reason = reason(e);
    String lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("quota")) {
      return new Problem(
          ProblemCode.DISK_FULL, what, reason, "free some space, then repeat the change");
    }
    if (lower.contains("too many open files")) {
      return new Problem(
          ProblemCode.TOO_MANY_OPEN_FILES,
          what,
          reason,
          "raise the limit (ulimit -n) or close programs");
    }
    if (e instanceof AccessDeniedException || lower.contains("read-only file system")) {
      return new Problem(
          ProblemCode.NO_PERMISSION, what, reason, "check who may write in its folder");
    }
    return new Problem(ProblemCode.IO, what, reason, "check the disk, then repeat the change");
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    return e.getMessage() != null ? e.getMessage() : e.getClass().getSimpleName();
  }

  /** The failure of a set whose first files could not be restored either. */
  static Problem halfDone(Problem problem, List<FileChange> written) {
    String names =
        written.stream().map(change -> change.path().toString()).collect(Collectors.joining(", "));
    return new Problem(
        problem.code(),
        problem.what(),
        problem.cause() + "; already changed and not restored: " + names,
        problem.remedy());
  }
}
