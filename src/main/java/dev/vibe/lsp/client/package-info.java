/**
 * Client of language servers: has them look at what was edited, and tells what that broke. Servers
 * are begun with the first edit of a file that they are for, never downloaded, and ended with vibe.
 */
@NullMarked
package dev.vibe.lsp.client;

import org.jspecify.annotations.NullMarked;
