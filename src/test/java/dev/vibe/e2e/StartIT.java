package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures starts. Part of the full check only: it wants a machine that does nothing else. */
@Tag("long")
class StartIT {

  private static final int ROUNDS = 20;

  @TempDir Path scratch;

  @Test
  void cache_makes_the_start_faster() {
    Launcher cached = Launcher.in(scratch);
    Launcher uncached = cached.with("VIBE_JAVA_OPTS", "-XX:AOTMode=off");
    double[] with = new double[ROUNDS];
    double[] without = new double[ROUNDS];
    // Side by side, so that what else the machine does hits both.
    for (int round = 0; round < ROUNDS; round++) {
      with[round] = milliseconds(cached);
      without[round] = milliseconds(uncached);
    }
    Arrays.sort(with);
    Arrays.sort(without);

    String measured =
        "vibe --version, median (least) ms: cache %.0f (%.0f), no cache %.0f (%.0f)"
            .formatted(with[ROUNDS / 2], with[0], without[ROUNDS / 2], without[0]);
    System.out.println(measured);
    assertTrue(with[ROUNDS / 2] < without[ROUNDS / 2], measured);
  }

  private static double milliseconds(Launcher launcher) {
    long start = System.nanoTime();
    assertEquals(0, launcher.run("--version").exitCode());
    return (System.nanoTime() - start) / 1e6;
  }
}
