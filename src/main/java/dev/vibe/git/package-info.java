/**
 * Git for everybody else: the façade, and facts about a repository.
 *
 * <p>Nothing of vibe is written outside the repository's own Git folder and the state folder, but
 * what an undo restores.
 */
@NullMarked
package dev.vibe.git;

import org.jspecify.annotations.NullMarked;
