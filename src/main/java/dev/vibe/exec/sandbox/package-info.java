/**
 * What confines a command on this machine.
 *
 * <p>A launcher says by itself whether it works here; nothing pretends to be confined.
 */
@NullMarked
package dev.vibe.exec.sandbox;

import org.jspecify.annotations.NullMarked;
