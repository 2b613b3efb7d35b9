package dev.vibe.git.store;

/**
 * State of HEAD: where commits go.
 *
 * @param branch full name; empty when HEAD is detached
 * @param commit empty on a branch without commits
 */
public record Head(String branch, String commit) {
  public boolean isDetached() {
    return branch.isEmpty();
  }

  public boolean isUnborn() {
    return commit.isEmpty();
  }
}
