/**
 * What comes from outside the process, passed in once: streams, environment, clock, options of a
 * run.
 *
 * <p>Nothing here reads the environment, the clock or a standard stream by itself.
 */
@NullMarked
package dev.vibe.app.host;

import org.jspecify.annotations.NullMarked;
