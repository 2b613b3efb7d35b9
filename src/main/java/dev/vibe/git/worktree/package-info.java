/**
 * Managed worktrees: linked worktrees of a repository that vibe makes in its state folder, and
 * cleans up.
 *
 * <p>All that changes the repository goes through an installed {@code git} that is given no
 * configuration but vibe's own, so that nothing of the repository runs: no hook, no filter. What
 * only one of them holds is never removed unless the caller says so.
 */
@NullMarked
package dev.vibe.git.worktree;

import org.jspecify.annotations.NullMarked;
