/**
 * Words for models and their servers that the configuration and the providers share, so that
 * neither has to translate the other's.
 *
 * <p>Values only: nothing here looks for a model or asks a server.
 */
@NullMarked
package dev.vibe.model;

import org.jspecify.annotations.NullMarked;
