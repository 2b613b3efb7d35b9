package dev.vibe.workspace;

/** What a path that a model named turned out to be. */
public sealed interface Resolution {

  record Inside(WorkspacePath path) implements Resolution {}

  /**
   * Not to be touched, or not without a yes.
   *
   * @param kind one of {@code outside}, {@code protected}, {@code secret}, {@code invalid}, {@code
   *     loop}, {@code permission}, {@code not_a_directory}
   * @param message for the model: what is wrong and what to do instead
   */
  record Refused(String kind, String message) implements Resolution {}
}
