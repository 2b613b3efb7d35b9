package dev.vibe.app.interactive;

import dev.vibe.agent.VerificationChoice;
import dev.vibe.agent.VerificationChoice.Wanted;
import dev.vibe.app.assembly.ActiveConversation;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.text.Palette.Role;
import dev.vibe.verify.ProposedCommand;
import dev.vibe.view.Line;
import java.util.List;
import java.util.Optional;

/** Handler of {@code /verify}: what has to pass after each change of this conversation. */
record SessionVerification(SessionPlan plan, VerificationChoice choice) {

  static SessionVerification of(ActiveConversation active) {
    return new SessionVerification(active.plan(), active.conversation().verification().choice());
  }

  /**
   * Tells it, or changes it first.
   *
   * @param words a command, {@code off}, or nothing
   */
  List<Line> said(String words) {
    if (words.equals("off")) {
      choice.want(Optional.empty());
    } else if (!words.isBlank()) {
      choice.want(Optional.of(new Wanted(words, plan.config().verificationAttempts())));
    }
    return List.of(Line.foreign(Role.FAINT, told()));
  }

  private String told() {
    Optional<String> proposed = ProposedCommand.of(plan.workspace().root());
    return choice
        .wanted()
        .map(wanted -> wanted.command() + " has to pass after each change; /verify off ends that")
        .orElseGet(
            () ->
                "changes are not verified"
                    + proposed
                        .map(command -> "; by the build files, /verify " + command + " could do it")
                        .orElse("; /verify COMMAND sets what has to pass"));
  }
}
