/**
 * One task by several models: who runs when, what came of each, how they differ, which is best.
 *
 * <p>Models of one local server run one after the other, so that none evicts another; the rest run
 * at once.
 */
@NullMarked
package dev.vibe.task.compare;

import org.jspecify.annotations.NullMarked;
