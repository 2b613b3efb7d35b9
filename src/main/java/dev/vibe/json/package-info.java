/**
 * The one JSON and TOML mapper, and the one reader of JSON trees. Errors carry {@code $.path}.
 *
 * <p>JSON is read and written token by token, by streaming in a {@code *.wire} package or as a tree
 * here. A mapper is loaded for TOML and to bind a value to a type, and for nothing else, because it
 * is a tenth of all classes of a run.
 */
@NullMarked
package dev.vibe.json;

import org.jspecify.annotations.NullMarked;
