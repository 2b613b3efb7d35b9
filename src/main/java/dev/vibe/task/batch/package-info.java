/**
 * Many tasks, each a run of its own: read from a file, done some at a time, one result line each,
 * taken up again after a kill.
 *
 * <p>A task with a result line is done and not repeated; whatever was half done begins anew.
 */
@NullMarked
package dev.vibe.task.batch;

import org.jspecify.annotations.NullMarked;
