package dev.vibe.workspace;

import dev.vibe.problem.RefusalCode;

/** Outcome of resolving a path that a model named. */
public sealed interface Resolution {

  /** Free to use. It may not exist. */
  record Inside(WorkspacePath path) implements Resolution {}

  /**
   * Only to be used after a person's own yes to this very path; without one, refused.
   *
   * @param message for the model: what is wrong and what to do instead
   */
  record Guarded(WorkspacePath path, Guard guard, String message) implements Resolution {}

  /** Reason why a path is guarded. */
  enum Guard {
    /** By its name the file holds log-in data. */
    SECRET,
    /** It belongs to a repository, or other programs obey or run it later. */
    PROTECTED,
    /** It is not in the workspace. */
    OUTSIDE
  }

  /**
   * Not to be touched, whoever agrees.
   *
   * @param message for the model: what is wrong and what to do instead
   */
  record Refused(RefusalCode kind, String message) implements Resolution {}
}
