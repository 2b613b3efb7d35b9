/**
 * Server for editors over the Language Server Protocol: code actions that start runs, whose edits
 * go back to the editor. What a run is, is behind the port {@link
 * dev.vibe.lsp.server.LanguageSessions}. Blind to {@code acp}, its sibling.
 */
@NullMarked
package dev.vibe.lsp.server;

import org.jspecify.annotations.NullMarked;
