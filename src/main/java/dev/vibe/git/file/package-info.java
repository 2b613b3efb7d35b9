/**
 * One file as Git sees it: kind, state, attributes, line ends, three-way merge.
 *
 * <p>Pure: no disk, no repository.
 */
@NullMarked
package dev.vibe.git.file;

import org.jspecify.annotations.NullMarked;
