/**
 * Prompts on file: commands of the user's own.
 *
 * <p>A file that is too large, or a folder that cannot be read, gives no prompt and no failure.
 * Whether a folder is trusted is for the caller to know.
 */
@NullMarked
package dev.vibe.skill;

import org.jspecify.annotations.NullMarked;
