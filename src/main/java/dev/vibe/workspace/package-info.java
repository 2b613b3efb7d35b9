/**
 * The folder the work is about: confined paths, reads, edit matching, atomic change sets.
 *
 * <p>May use: the JDK, {@code text}, {@code problem}. Nothing here follows a path out of the
 * workspace, and no file is ever written but through a change set.
 */
@NullMarked
package dev.vibe.workspace;

import org.jspecify.annotations.NullMarked;
