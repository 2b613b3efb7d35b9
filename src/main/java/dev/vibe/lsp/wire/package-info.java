/**
 * The JSON of the Language Server Protocol (3.17), for a server and for a client: documents and
 * their positions, edits, diagnostics. Knows no method and no peer.
 */
@NullMarked
package dev.vibe.lsp.wire;

import org.jspecify.annotations.NullMarked;
