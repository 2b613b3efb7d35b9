package dev.vibe.config;

import java.util.Optional;

/**
 * Settings of subagents.
 *
 * @param enabled empty when the user did not say
 * @param atOnce how many may work side by side; 0 when not set
 * @param turns the most replies of one; 0 when not set
 * @param apart whether they work in worktrees of their own
 */
public record SubagentSettings(Optional<Boolean> enabled, int atOnce, int turns, boolean apart) {}
