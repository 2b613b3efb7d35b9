/**
 * Hooks: commands of the user's own that are run at fixed places of a session, hear what happens,
 * and may stop it, change it or add to it. Knows no session.
 */
@NullMarked
package dev.vibe.hook;

import org.jspecify.annotations.NullMarked;
