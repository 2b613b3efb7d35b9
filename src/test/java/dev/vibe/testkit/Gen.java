package dev.vibe.testkit;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Runs a property on many random inputs; {@code -Dgen.seed=N} starts at the seed of a failure. */
public final class Gen {

  private Gen() {}

  /** A property of whatever it makes from the random numbers it is given. */
  @FunctionalInterface
  public interface Property {
    void check(RandomGenerator random) throws Exception;
  }

  /** Run i has seed first + i, so that a failing one runs first when its seed is given. */
  public static void forAll(String name, int runs, Property property) {
    long first = Long.getLong("gen.seed", 20_261_124L);
    for (long seed = first; seed < first + runs; seed++) {
      try {
        property.check(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
      } catch (Exception | AssertionError e) {
        throw new AssertionError(
            name + " fails with -Dgen.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
