/**
 * What subcommands do, one class each.
 *
 * <p>Options come with types, never as arguments. What fails is thrown as a {@code VibeException},
 * which {@code App} shows; streams and environment are those of {@code HostEnvironment}.
 */
@NullMarked
package dev.vibe.app.command;

import org.jspecify.annotations.NullMarked;
