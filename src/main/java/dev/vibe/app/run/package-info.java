/** The one-shot run. */
@NullMarked
package dev.vibe.app.run;

import org.jspecify.annotations.NullMarked;
