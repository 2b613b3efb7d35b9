/**
 * What one file holds: bytes and mode, as text in its encoding.
 *
 * <p>A text that is read and written back unchanged gives the same bytes: encoding, byte order mark
 * and line ends are kept.
 */
@NullMarked
package dev.vibe.workspace.content;

import org.jspecify.annotations.NullMarked;
