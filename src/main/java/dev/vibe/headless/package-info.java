/**
 * Output of a run for people ({@link dev.vibe.headless.TextOutput}) and programs ({@link
 * dev.vibe.headless.JsonOutput}).
 *
 * <p>Results go to standard output, all else to standard error; in the JSON forms nothing but
 * events and the result record ever reaches standard output. All text from models, tools and files
 * passes {@code ControlChars} before a terminal sees it. Nothing waits for a stream that nobody
 * reads any more.
 */
@NullMarked
package dev.vibe.headless;

import org.jspecify.annotations.NullMarked;
