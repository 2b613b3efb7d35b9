/**
 * Keys out of what a terminal sends.
 *
 * <p>May use: the JDK.
 */
@NullMarked
package dev.vibe.repl.key;

import org.jspecify.annotations.NullMarked;
