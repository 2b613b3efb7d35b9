package dev.vibe.doctor;

import dev.vibe.exec.OwnProcess;
import java.util.List;
import java.util.function.Supplier;

/**
 * Check of what commands can do to vibe itself on this machine.
 *
 * @param state how it is guarded; looking may take some milliseconds
 */
public record OwnProcessCheck(Supplier<OwnProcess.State> state) implements Check {

  private static final String SUBJECT = "own process";

  @Override
  public List<Finding> look() {
    OwnProcess.State is = state.get();
    return List.of(
        is.isErased()
            ? Finding.good(SUBJECT, "key: taken out of the environment that other programs see")
            : Finding.warning(
                SUBJECT,
                "key: a command can read it in the environment of vibe; it is masked in outputs",
                "keep the key in a file or a keychain: api_key_file, api_key_command"),
        is.isHidden()
            ? Finding.good(SUBJECT, "memory: closed to programs of the same user")
            : Finding.note(
                SUBJECT,
                "memory: a command may read it here (as root, or on another system than Linux)"),
        is.adopts()
            ? Finding.good(SUBJECT, "leftovers: what a command detaches is found and ended")
            : Finding.note(
                SUBJECT, "leftovers: a command that hides from its group can outlive vibe here"));
  }
}
