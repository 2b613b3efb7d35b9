/**
 * Layers to one immutable tree that knows each value's origin.
 *
 * <p>The environment, home and flags are passed in. A person's configuration is read and never
 * written. A TOML class is loaded only when a configuration file exists.
 */
@NullMarked
package dev.vibe.config;

import org.jspecify.annotations.NullMarked;
