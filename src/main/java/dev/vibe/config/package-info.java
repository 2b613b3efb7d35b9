/**
 * Layers to one immutable tree that knows each value's origin, and the choice of a model from it.
 *
 * <p>May use: {@code json} and L0. Invariants: nothing here writes a file; the environment, home
 * and flags are passed in; a TOML class is loaded only when a configuration file exists; a secret
 * has no {@code toString} that shows it, and a key goes only to the endpoint that it belongs to.
 */
@NullMarked
package dev.vibe.config;

import org.jspecify.annotations.NullMarked;
