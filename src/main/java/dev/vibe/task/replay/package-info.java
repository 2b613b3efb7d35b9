/** A recorded session against today's code: what was recorded, and where today differs. */
@NullMarked
package dev.vibe.task.replay;

import org.jspecify.annotations.NullMarked;
