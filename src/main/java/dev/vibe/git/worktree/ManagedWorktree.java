package dev.vibe.git.worktree;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Managed worktree, as it was made.
 *
 * @param folder its top
 * @param branch short name
 * @param base the commit that it began with, a full name
 * @param top of the work tree that it was made from
 * @param submodules that were filled, relative to its top
 */
public record ManagedWorktree(
    String name,
    Path folder,
    String branch,
    String base,
    Instant made,
    Path top,
    List<String> submodules) {

  public ManagedWorktree {
    submodules = List.copyOf(submodules);
  }

  ManagedWorktree with(List<String> filled) {
    return new ManagedWorktree(name, folder, branch, base, made, top, filled);
  }
}
