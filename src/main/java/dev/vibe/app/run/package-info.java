/**
 * The one-shot run: a prompt out of arguments and standard input, one run, its result.
 *
 * <p>The result is shown on every way out, also where the run ended before its session began.
 * Nothing here asks but by the approver of the run.
 */
@NullMarked
package dev.vibe.app.run;

import org.jspecify.annotations.NullMarked;
