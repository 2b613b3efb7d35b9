/**
 * Styled lines, and views of what the domain gives: diffs and questions.
 *
 * <p>May use: {@code approval} and L0–L1. Text of others is made harmless where it becomes a span.
 */
@NullMarked
package dev.vibe.repl.view;

import org.jspecify.annotations.NullMarked;
