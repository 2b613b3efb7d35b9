package dev.vibe.git.commit;

/**
 * Record of runs of earlier processes whose changes a session goes on from.
 *
 * @param session the session that they were in: this one, or one that it is a copy of
 * @param runs how many of its runs, from the first
 */
public record PastRuns(String session, int runs) {}
