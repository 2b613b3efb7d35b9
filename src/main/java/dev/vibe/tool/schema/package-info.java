/**
 * JSON Schemas of tools, from their input records.
 *
 * <p>The build writes them into the product by this code, and a start reads them from there;
 * without that they are computed. It writes text itself, so that no mapper is loaded before the
 * first request.
 */
@NullMarked
package dev.vibe.tool.schema;

import org.jspecify.annotations.NullMarked;
