/**
 * The terminal as a device: raw mode, characters, short questions, signals.
 *
 * <p>JLine stays inside this package and is loaded only when a terminal is needed.
 */
@NullMarked
package dev.vibe.terminal;

import org.jspecify.annotations.NullMarked;
