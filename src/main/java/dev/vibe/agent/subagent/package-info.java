/**
 * Subagents: the tool by which a model hands a task to a session of its own, the kinds that there
 * are, and what becomes of one.
 *
 * <p>A subagent has a context of its own and nothing else: the permissions, the person, the ledger
 * and the undo are those of the run that it works for. It cannot hand on.
 */
@NullMarked
package dev.vibe.agent.subagent;

import org.jspecify.annotations.NullMarked;
