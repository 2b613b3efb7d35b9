/**
 * Which model, where, with which key: catalog, choice, facts, keys, local servers.
 *
 * <p>A secret has no {@code toString} that shows it, and a key goes only to the endpoint that it
 * belongs to. Looking for local servers and keychains blocks, within limits.
 */
@NullMarked
package dev.vibe.config.model;

import org.jspecify.annotations.NullMarked;
