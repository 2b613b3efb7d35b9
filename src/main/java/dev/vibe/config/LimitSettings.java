package dev.vibe.config;

import java.time.Duration;

/**
 * Settings of what ends a run early. A value of 0, or {@link Duration#ZERO}, means no limit.
 *
 * @param turns model replies
 * @param tokens in and out, over the run
 */
public record LimitSettings(int turns, int tokens, double costUsd, Duration timeout) {}
