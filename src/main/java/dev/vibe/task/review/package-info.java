/** Review of a change by a model: findings about changed lines, and how they are written. */
@NullMarked
package dev.vibe.task.review;

import org.jspecify.annotations.NullMarked;
