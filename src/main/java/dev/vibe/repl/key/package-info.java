/**
 * Keys out of what a terminal sends.
 *
 * <p>A sequence that is not known is swallowed whole, never taken for text.
 */
@NullMarked
package dev.vibe.repl.key;

import org.jspecify.annotations.NullMarked;
