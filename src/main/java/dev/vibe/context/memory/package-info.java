/**
 * What earlier sessions did in a repository: notes, commands that passed, runs. Plain text in the
 * state folder, never in the repository.
 */
@NullMarked
package dev.vibe.context.memory;

import org.jspecify.annotations.NullMarked;
