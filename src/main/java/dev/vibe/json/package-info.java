/**
 * The one JSON and TOML mapper. Errors carry {@code $.path}.
 *
 * <p>Code on the path to the first request writes and reads JSON by streaming in a {@code *.wire}
 * package instead; this mapper is for tool arguments, configuration and cassettes.
 */
@NullMarked
package dev.vibe.json;

import org.jspecify.annotations.NullMarked;
