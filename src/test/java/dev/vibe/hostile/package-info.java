/**
 * Attempts of a misled model and of a hostile folder to do harm, each in every mode, against the
 * built product.
 *
 * <p>An {@link Attempt} is a folder that somebody prepared, the calls of a model that was misled by
 * what it read, and the harm that would show. Those of one kind stand in a class of their own that
 * extends {@link Attempts}. An attempt is held, or it is said to be open in a mode, with the
 * reason; what is open must still succeed, so that the day it is closed the table says so. The
 * table of all is written to {@code target/hostile} and printed at the end of {@code
 * scripts/check}; the sentences behind it are in {@code docs/security.md}.
 */
@NullMarked
package dev.vibe.hostile;

import org.jspecify.annotations.NullMarked;
