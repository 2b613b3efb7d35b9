/**
 * Benchmarks; run by {@code scripts/bench}. No part of the product.
 *
 * <p>May use: everything public. {@link dev.vibe.bench.Bench} runs them and holds them to their
 * limits: whole processes, a session in a terminal, and the inner parts in a JVM that is warm.
 */
@NullMarked
package dev.vibe.bench;

import org.jspecify.annotations.NullMarked;
