/**
 * Benchmarks; run by {@code scripts/bench}. No part of the product.
 *
 * <p>May use: everything public. {@link dev.vibe.bench.Benchmarks} runs them and holds them to
 * their limits.
 */
@NullMarked
package dev.vibe.bench;

import org.jspecify.annotations.NullMarked;
