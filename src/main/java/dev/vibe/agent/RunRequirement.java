package dev.vibe.agent;

/** Requirement on a run that its command line makes. */
public enum RunRequirement {
  /** What the run changed and did not commit is committed when it ends well. */
  COMMIT_ALL,
  /** A run in which a call fails has failed. */
  APPLY_ALL,
  /** A run that changes nothing has failed. */
  CHANGE_SOMETHING,
  /** Nothing may be changed. */
  DRY_RUN,
  /** It is a part of another run: what it changed counts for that, which ends with it. */
  PART_OF_ANOTHER
}
