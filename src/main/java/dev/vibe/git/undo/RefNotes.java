package dev.vibe.git.undo;

import dev.vibe.git.checkpoint.CheckpointRecord.RefChange;

/**
 * Notes on refs that a run made, moved or deleted, in words for people: what stays, and the way
 * back.
 */
final class RefNotes {

  private static final String STASH = "refs/stash";
  private static final int SHORT = 8;

  private RefNotes() {}

  static String of(RefChange change) {
    String before = shortened(change.before());
    String after = shortened(change.after());
    if (change.name().equals(STASH)) {
      return change.before().isEmpty()
          ? "A stash that the run made stays: git stash drop."
          : "The stash " + before + " is not on top any more: git stash store " + before + ".";
    }
    String name = change.name().replaceFirst("^refs/(heads|tags)/", "");
    boolean isTag = change.name().startsWith("refs/tags/");
    String kind = (isTag ? "tag " : "branch ") + name;
    String make = isTag ? "git tag " : "git branch ";
    if (change.before().isEmpty()) {
      return "The "
          + kind
          + " at "
          + after
          + " stays: "
          + make
          + (isTag ? "-d " : "-D ")
          + name
          + ".";
    }
    return change.after().isEmpty()
        ? "The " + kind + " is gone: " + make + name + " " + before + " brings it back."
        : "The "
            + kind
            + " stays at "
            + after
            + ": "
            + make
            + "-f "
            + name
            + " "
            + before
            + " puts it back.";
  }

  static String shortened(String id) {
    return id.length() <= SHORT ? id : id.substring(0, SHORT);
  }
}
