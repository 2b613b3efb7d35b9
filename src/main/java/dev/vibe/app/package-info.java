/**
 * The composition root: one object that does what each command asks, out of the packages below it.
 *
 * <p>Composition only: a method makes what it needs, shows what went wrong and gives the exit code.
 * What a run does is decided below.
 */
@NullMarked
package dev.vibe.app;

import org.jspecify.annotations.NullMarked;
