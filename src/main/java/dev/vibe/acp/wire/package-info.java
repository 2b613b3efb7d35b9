/** The JSON of the Agent Client Protocol, version 1, as maps; no message is sent from here. */
@NullMarked
package dev.vibe.acp.wire;

import org.jspecify.annotations.NullMarked;
