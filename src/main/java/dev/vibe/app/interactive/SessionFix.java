package dev.vibe.app.interactive;

import dev.vibe.agent.VerificationChoice;
import dev.vibe.agent.VerificationChoice.Wanted;
import dev.vibe.app.assembly.ActiveConversation;
import dev.vibe.app.assembly.RunCanceller;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.command.LastFailure;
import dev.vibe.repl.state.Input;
import dev.vibe.task.heal.HealPrompt;
import dev.vibe.text.Palette.Role;
import dev.vibe.verify.Verification;
import dev.vibe.verify.Verifier;
import dev.vibe.verify.report.FailureReader;
import dev.vibe.verify.report.FailureReport;
import dev.vibe.view.Line;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Handler of {@code /fix}: runs a command that fails, tells the model what failed, and has the
 * command run after its changes. A person is there, so nothing is protected but by their answers.
 */
record SessionFix(ActiveConversation active, RunCanceller canceller) {

  private static final int ROOM = 8_000;
  private static final int LONGEST_LOG = 60_000;

  private static final String TESTS =
      "Leave tests as they are; where one is wrong, say so instead of changing it.";

  /**
   * Begins.
   *
   * @param words the command; empty for the last one that failed in this conversation
   */
  void fix(String words, Consumer<Input> tell) throws InterruptedException {
    VerificationChoice choice = active.conversation().verification().choice();
    Optional<String> command =
        words.isBlank()
            ? LastFailure.in(active.conversation().transcript().whole())
                .or(() -> choice.wanted().map(Wanted::command))
            : Optional.of(words.strip());
    if (command.isEmpty()) {
      said("no command failed in this conversation; /fix COMMAND names one", tell);
      tell.accept(new Input.Finished(List.of()));
      return;
    }
    Verification verification = canceller.during(() -> run(command.get(), tell));
    if (verification.isGreen() || verification.isBrokenOff()) {
      said(
          command.get() + (verification.isGreen() ? " passes; nothing to fix" : " was stopped"),
          tell);
      tell.accept(new Input.Finished(List.of()));
      return;
    }
    choice.want(
        Optional.of(new Wanted(command.get(), active.plan().config().verificationAttempts())));
    said(command.get() + " has to pass after each change now; /verify off ends that", tell);
    FailureReport report = FailureReader.read(verification.output(LONGEST_LOG), List.of());
    tell.accept(
        new Input.GoneOn(
            HealPrompt.of(
                new HealPrompt.Parts(command.get(), TESTS, report, "", "", List.of()), ROOM)));
  }

  private Verification run(String command, Consumer<Input> tell) {
    SessionAssembly.Conversation conversation = active.conversation();
    return new Verifier(
            conversation.resources().commands(),
            conversation.resources().git(),
            grown -> tell.accept(new Input.OutputGrew(grown.end(), grown.lines())))
        .verify(command);
  }

  private static void said(String text, Consumer<Input> tell) {
    tell.accept(new Input.Told(List.of(Line.foreign(Role.FAINT, text))));
  }
}
