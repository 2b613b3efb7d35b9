/**
 * Pull requests, and merge requests: opened and updated over REST at GitHub, GitLab, and Gitea or
 * Forgejo.
 *
 * <p>A token goes to the forge that it belongs to and to nobody else: not into an address, a
 * message, a body or the environment of a command. What others wrote is text wherever it is shown.
 */
@NullMarked
package dev.vibe.forge;

import org.jspecify.annotations.NullMarked;
