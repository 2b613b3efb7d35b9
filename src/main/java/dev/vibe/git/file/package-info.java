/**
 * One file as Git sees it: kind, state, attributes, line ends, three-way merge.
 *
 * <p>Pure.
 */
@NullMarked
package dev.vibe.git.file;

import org.jspecify.annotations.NullMarked;
