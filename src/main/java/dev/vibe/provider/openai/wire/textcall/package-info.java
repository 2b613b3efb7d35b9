/** Tool calls that a server sent as text: scanned, held back, parsed. */
@NullMarked
package dev.vibe.provider.openai.wire.textcall;

import org.jspecify.annotations.NullMarked;
