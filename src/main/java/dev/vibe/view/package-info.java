/**
 * Styled lines, diffs and what a run did as lines, and when colour is used; for the session and
 * headless runs alike.
 *
 * <p>Text of others is made harmless where it becomes a span.
 */
@NullMarked
package dev.vibe.view;

import org.jspecify.annotations.NullMarked;
