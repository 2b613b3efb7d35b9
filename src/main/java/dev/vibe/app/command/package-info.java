/** What subcommands do, one class each. */
@NullMarked
package dev.vibe.app.command;

import org.jspecify.annotations.NullMarked;
