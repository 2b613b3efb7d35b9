/**
 * From options to a session that can run: preparation, model, tools, prompt, log.
 *
 * <p>No prompt is sent here, and no file of the workspace is written but to finish or take back a
 * change set that was cut off. What was opened is closed by whoever asked for it.
 */
@NullMarked
package dev.vibe.app.assembly;

import org.jspecify.annotations.NullMarked;
