/** A run as data, and the port by which it is done. */
@NullMarked
package dev.vibe.task;

import org.jspecify.annotations.NullMarked;
