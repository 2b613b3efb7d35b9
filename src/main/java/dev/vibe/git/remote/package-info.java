/**
 * A branch with a stable name, and how it gets to a remote.
 *
 * <p>No credential is ever in an argument, a variable, an address or a file of configuration, and
 * no program of the repository is run. What others pushed to a branch is never overwritten.
 */
@NullMarked
package dev.vibe.git.remote;

import org.jspecify.annotations.NullMarked;
