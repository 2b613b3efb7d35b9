package dev.vibe.session;

import dev.vibe.event.RunResult;
import java.time.Instant;
import java.util.Optional;

/**
 * Summary of a session, from the beginning and the end of its log.
 *
 * @param title the one that was given, or how it began; empty where nothing was said
 * @param folder where it works; empty when that cannot be read
 * @param model that it began with
 * @param lastUsed when its log was last written
 * @param isInUse whether a process works in it now
 * @param lastEnd of its last run that came to an end, as far as it stands near the end of the log
 */
public record SessionSummary(
    String id,
    String title,
    String folder,
    String model,
    Instant lastUsed,
    boolean isInUse,
    Optional<RunResult> lastEnd) {}
