/**
 * What the files of a repository say: folders, settings, identity, ignore rules, work in progress.
 *
 * <p>Nothing here runs a program that a repository names (hooks, filters, file system monitors,
 * signing programs).
 */
@NullMarked
package dev.vibe.git.config;

import org.jspecify.annotations.NullMarked;
