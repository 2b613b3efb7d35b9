package dev.vibe.doctor;

import dev.vibe.verify.ProposedCommand;
import java.nio.file.Path;
import java.util.List;

/**
 * Check of whether changes are verified, and by what they could be.
 *
 * @param configured the command; perhaps empty
 */
public record VerifyCheck(Path folder, String configured) implements Check {

  private static final String SUBJECT = "verify";

  @Override
  public List<Finding> look() {
    if (!configured.isEmpty()) {
      return List.of(
          Finding.good(SUBJECT, configured + " has to pass after the last change of a run"));
    }
    return List.of(
        ProposedCommand.of(folder)
            .map(
                command ->
                    new Finding(
                        SUBJECT,
                        Finding.Grade.NOTE,
                        "changes are not verified; by the build files " + command + " could do it",
                        "verify = \"" + command + "\" in the configuration, or --verify"))
            .orElseGet(
                () -> Finding.note(SUBJECT, "no build file tells how a change is verified")));
  }
}
