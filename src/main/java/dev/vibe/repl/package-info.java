/**
 * Terminal side of the product: the driver of the interactive session and of questions in a
 * one-shot run.
 *
 * <p>One thread owns the screen; keys, events and questions reach it through the inbox.
 */
@NullMarked
package dev.vibe.repl;

import org.jspecify.annotations.NullMarked;
