/** Prompts on file: commands of the user's own. */
@NullMarked
package dev.vibe.skill;

import org.jspecify.annotations.NullMarked;
