/**
 * The folder the work is about: confined paths, protected names, reads and walks.
 *
 * <p>Nothing here follows a path out of the workspace or writes a file.
 */
@NullMarked
package dev.vibe.workspace;

import org.jspecify.annotations.NullMarked;
