package dev.vibe.doctor;

import java.util.List;
import java.util.function.Supplier;

/**
 * Check of what holds commands back.
 *
 * @param offline how {@code --offline} keeps them off the network here, empty when it cannot; may
 *     block while it is tried out
 */
public record SandboxCheck(Supplier<String> offline) implements Check {

  private static final String SUBJECT = "sandbox";

  @Override
  public List<Finding> look() {
    String means = offline.get();
    return List.of(
        Finding.note(
            SUBJECT,
            "files: none: commands run as you, with a clean environment and without your keys;"
                + " modes and rules decide which run"),
        means.isEmpty()
            ? Finding.warning(
                SUBJECT,
                "network: nothing here keeps commands off it, so --offline refuses them",
                "install util-linux or bubblewrap, and allow user namespaces")
            : Finding.good(SUBJECT, "network: --offline keeps commands off it, by " + means));
  }
}
