/**
 * Declare, prepare, run: what the model can ask for.
 *
 * <p>A tool prepares, it does not decide: {@link dev.vibe.tool.Tool#prepare} reads and computes,
 * and returns an {@link dev.vibe.tool.Invocation} with its effects as data. Only the agent's {@code
 * InvocationRunner} runs one.
 */
@NullMarked
package dev.vibe.tool;

import org.jspecify.annotations.NullMarked;
