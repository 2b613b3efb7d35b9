/**
 * Git: facts about the repository, what a run changed, commits that hold exactly that, and
 * checkpoints from which it can be undone.
 *
 * <p>May use: {@code workspace} and L0–L1; JGit stays inside this package. Nothing here runs a
 * program that the repository names (hooks, filters, file system monitors, signing programs); an
 * installed {@code git} is started only with such settings overridden. Nothing is written outside
 * the repository's own Git folder and vibe's state folder, but what an undo restores, and no lock
 * of somebody else is removed.
 */
@NullMarked
package dev.vibe.git;

import org.jspecify.annotations.NullMarked;
