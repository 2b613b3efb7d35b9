/**
 * One way to say what went wrong.
 *
 * <p>Every failure that a person sees is a {@link dev.vibe.problem.Problem}; nothing here prints or
 * logs.
 */
@NullMarked
package dev.vibe.problem;

import org.jspecify.annotations.NullMarked;
