/**
 * Objects, index, refs and notes, through JGit or the installed git.
 *
 * <p>The installed {@code git} is started only with settings overridden that could run programs of
 * the repository. No lock of somebody else is removed.
 */
@NullMarked
package dev.vibe.git.store;

import org.jspecify.annotations.NullMarked;
