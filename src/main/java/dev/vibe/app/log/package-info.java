/** Where the log lines of vibe and of its libraries go: one file, never a standard stream. */
@NullMarked
package dev.vibe.app.log;

import org.jspecify.annotations.NullMarked;
