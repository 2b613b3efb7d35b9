/** Keys out of what a terminal sends. */
@NullMarked
package dev.vibe.repl.key;

import org.jspecify.annotations.NullMarked;
