/**
 * The composition root: builds every object once, from what is passed in, and runs a command.
 *
 * <p>May use: everything but {@code cli}. Nothing here reads the environment, the clock or a
 * standard stream by itself; {@link dev.vibe.app.host.HostEnvironment} brings them.
 */
@NullMarked
package dev.vibe.app;

import org.jspecify.annotations.NullMarked;
