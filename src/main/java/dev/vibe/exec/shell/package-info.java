/**
 * Reads a command line: programs, operands, effects, and what is certain to only read.
 *
 * <p>Pure. Where a reading is not certain, the answer is that it is not, never a guess.
 */
@NullMarked
package dev.vibe.exec.shell;

import org.jspecify.annotations.NullMarked;
