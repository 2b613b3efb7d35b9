package dev.vibe.git.checkpoint;

/**
 * Id of a turn: where in a session something happens.
 *
 * @param run prompts of the user, from 1
 * @param turn replies of the model, from 1
 */
public record TurnId(int run, int turn) {}
