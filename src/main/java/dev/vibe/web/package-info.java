/**
 * Pages of the web as a model may read them: fetched with bounds, from the open network alone, as
 * far as their servers let robots read; HTML as Markdown.
 *
 * <p>What decides whether a page may be fetched at all is not here. jsoup is used here only, and
 * loaded with the first page.
 */
@NullMarked
package dev.vibe.web;

import org.jspecify.annotations.NullMarked;
