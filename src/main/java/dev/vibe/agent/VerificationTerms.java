package dev.vibe.agent;

import dev.vibe.verify.Verifier;

/**
 * Terms by which the user judges a session's runs.
 *
 * @param tally of what a run changed
 * @param choice what has to pass after a change
 * @param goal what has to hold before a run is over
 */
public record VerificationTerms(
    Verifier verifier, RunTally tally, VerificationChoice choice, SessionGoal goal) {}
