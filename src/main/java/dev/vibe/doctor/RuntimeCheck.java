package dev.vibe.doctor;

import java.util.List;

/**
 * Check of the Java runtime and the machine.
 *
 * @param vibe its version
 * @param platform as the model is told, e.g. {@code Linux amd64}
 */
public record RuntimeCheck(String vibe, String platform) implements Check {

  /** What the code is compiled for. */
  private static final int OLDEST = 25;

  @Override
  public List<Finding> look() {
    Runtime.Version java = Runtime.version();
    String text =
        "vibe "
            + vibe
            + ", Java "
            + java
            + ", "
            + platform
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " cores, heap up to "
            + Runtime.getRuntime().maxMemory() / (1024 * 1024)
            + " MB";
    return List.of(
        java.feature() >= OLDEST
            ? Finding.good("runtime", text)
            : Finding.failed("runtime", text, "install Java " + OLDEST + " or newer"));
  }
}
