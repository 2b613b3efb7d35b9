/**
 * JSON Schemas of tools, from their input records.
 *
 * <p>May use: {@code tool} for its annotations, and L0–L1. Runs before the first request, so it
 * writes text itself instead of loading a mapper.
 */
@NullMarked
package dev.vibe.tool.schema;

import org.jspecify.annotations.NullMarked;
