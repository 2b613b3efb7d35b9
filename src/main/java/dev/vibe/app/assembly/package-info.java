/** From options to a session that can run: preparation, model, tools, prompt, log. */
@NullMarked
package dev.vibe.app.assembly;

import org.jspecify.annotations.NullMarked;
