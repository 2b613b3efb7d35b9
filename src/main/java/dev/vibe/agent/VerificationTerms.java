package dev.vibe.agent;

import dev.vibe.verify.Verifier;

/**
 * Terms of the verification of a session's runs.
 *
 * @param tally of what a run changed
 */
public record VerificationTerms(Verifier verifier, RunTally tally, VerificationChoice choice) {}
