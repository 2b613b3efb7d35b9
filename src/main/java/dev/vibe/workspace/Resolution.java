package dev.vibe.workspace;

/** What a path that a model named turned out to be. */
public sealed interface Resolution {

  /** Free to use. It may not exist. */
  record Inside(WorkspacePath path) implements Resolution {}

  /**
   * Only to be used after a person's own yes to this very path; without one, refused.
   *
   * @param kind {@code secret} for a file that by its name holds log-in data, {@code protected} for
   *     one that belongs to a repository or that other programs obey or run later, {@code outside}
   *     for one that is not in the workspace
   * @param message for the model: what is wrong and what to do instead
   */
  record Guarded(WorkspacePath path, String kind, String message) implements Resolution {}

  /**
   * Not to be touched, whoever agrees.
   *
   * @param kind one of {@code outside}, {@code invalid}, {@code not_found}, {@code loop}, {@code
   *     permission}, {@code is_directory}, {@code not_a_directory}, {@code not_regular}
   * @param message for the model: what is wrong and what to do instead
   */
  record Refused(String kind, String message) implements Resolution {}
}
