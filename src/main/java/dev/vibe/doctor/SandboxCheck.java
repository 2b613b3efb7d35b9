package dev.vibe.doctor;

import dev.vibe.exec.sandbox.Level;
import dev.vibe.exec.sandbox.SandboxProof;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Check of what holds commands back: not what is installed, but what a command could do that tried.
 *
 * @param proof of the level that commands get; blocks while it is tried
 * @param offline how {@code --offline} keeps them off the network here, empty when it cannot; may
 *     block while it is tried out
 */
public record SandboxCheck(Supplier<SandboxProof> proof, Supplier<String> offline)
    implements Check {

  private static final String SUBJECT = "sandbox";

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>(commands(proof.get()));
    String means = offline.get();
    findings.add(
        means.isEmpty()
            ? Finding.warning(
                SUBJECT,
                "network: nothing here keeps commands off it, so --offline refuses them",
                "install util-linux or bubblewrap, and allow user namespaces")
            : Finding.good(SUBJECT, "network: --offline keeps commands off it, by " + means));
    return findings;
  }

  private static List<Finding> commands(SandboxProof proof) {
    if (proof.level() == Level.NONE) {
      return List.of(
          Finding.warning(
              SUBJECT,
              "commands: nothing here confines them ("
                  + String.join("; ", proof.lacks())
                  + "), so in mode auto they run as you",
              "install bubblewrap, and allow user namespaces"));
    }
    String held =
        "commands: "
            + proof.level().label()
            + ", tried: they could not "
            + String.join(", ", proof.held());
    if (proof.open().isEmpty()) {
      return List.of(Finding.good(SUBJECT, held));
    }
    return List.of(
        Finding.good(SUBJECT, held),
        Finding.warning(
            SUBJECT,
            "commands: with "
                + proof.level().label()
                + " they could "
                + String.join(", ", proof.open()),
            "install bubblewrap, and allow user namespaces"));
  }
}
