/**
 * JSON Schemas of tools, from their input records.
 *
 * <p>Runs before the first request, so it writes text itself instead of loading a mapper.
 */
@NullMarked
package dev.vibe.tool.schema;

import org.jspecify.annotations.NullMarked;
