package dev.vibe.testkit;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Runs properties on random inputs, the same on every run unless {@code -Dgen.seed} is given. */
public final class Gen {

  private Gen() {}

  /**
   * Runs the property, {@code -Dgen.factor} times as often where that is given; a failure names the
   * seed that shows it again in its first run.
   */
  public static void forAll(String name, int runs, Consumer<RandomGenerator> property) {
    long first = Long.getLong("gen.seed", 20_260_101L);
    long end = first + (long) runs * Integer.getInteger("gen.factor", 1);
    for (long seed = first; seed < end; seed++) {
      try {
        property.accept(new SplittableRandom(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            name + " fails with -Dgen.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** Text that favours what breaks terminals, among plain letters. */
  public static String hostileText(RandomGenerator random, int most) {
    String[] nasty = {
      "\u001b[31m",
      "\u001b]0;t\u0007",
      "\u001bP1\u001b\\",
      "\u009b2J",
      "\u001b",
      "\r",
      "\r\n",
      "\n",
      "\t",
      "\u202e",
      "\u200b",
      "\u200d",
      "\ufe0f",
      "\u0301",
      "\u20e3",
      "\ud83d\ude00",
      "\ud83c\uddeb",
      "\ud83d",
      "\ude00",
      "漢",
      "한",
      "\u1161",
      "e",
      "1",
      "\u007f",
      "\u0085",
      "\u2028",
      "\udb40\udc41"
    };
    StringBuilder out = new StringBuilder();
    int length = random.nextInt(most + 1);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(4)) {
        case 0 -> out.append((char) random.nextInt(' ', 0x7F));
        case 1 -> out.appendCodePoint(random.nextInt(0x300));
        case 2 -> out.appendCodePoint(random.nextInt(0x110000));
        default -> out.append(nasty[random.nextInt(nasty.length)]);
      }
    }
    return out.toString();
  }
}
