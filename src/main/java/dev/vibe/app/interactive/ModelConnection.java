package dev.vibe.app.interactive;

import dev.vibe.app.assembly.ActiveConversation;
import dev.vibe.app.assembly.SessionChoice;
import dev.vibe.app.assembly.SessionModel;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.Mode;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.repl.state.Facts;
import dev.vibe.repl.state.Input;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Connection of a session to its model, which may take more than one try: a server that is down is
 * waited for, and where nothing was ever set up that is offered. Owned by the thread of the
 * requests.
 */
final class ModelConnection {

  private final HostEnvironment host;
  private final ActiveConversation conversation;

  /** What was told last, which is not told again at each try. */
  private Optional<Problem> told = Optional.empty();

  ModelConnection(HostEnvironment host, ActiveConversation conversation) {
    this.host = host;
    this.conversation = conversation;
  }

  /**
   * Begins the conversation if there is a model for it. Blocks until that is known.
   *
   * @return whether there is one; else that, or that there can be none, was told
   */
  boolean connect(Mode mode, Consumer<Input> tell) throws InterruptedException {
    try {
      conversation.open(mode);
      tell(tell);
      return true;
    } catch (VibeException e) {
      absent(e, tell);
      return false;
    }
  }

  /** Goes on with another conversation. */
  void switchTo(SessionChoice choice, Mode mode, Consumer<Input> tell) throws InterruptedException {
    conversation.switchTo(choice, mode);
    tell(tell);
  }

  /** Goes on with another model. */
  void useModel(String name, Mode mode, Consumer<Input> tell) throws InterruptedException {
    conversation.useModel(name, mode);
    tell(tell);
  }

  /** Tells the screen with which model the conversation goes on. */
  private void tell(Consumer<Input> tell) {
    SessionModel model = conversation.model();
    tell.accept(
        new Input.Connected(
            new Facts.Connection(
                model.chat().id(),
                model.chat().endpoint(),
                conversation.plan().sessionId(),
                conversation.instructions())));
    tell.accept(new Input.WindowSeen(model.window()));
  }

  private void absent(VibeException e, Consumer<Input> tell) {
    boolean isNew = !told.equals(Optional.of(e.problem()));
    told = Optional.of(e.problem());
    if (FirstStart.lacksModel(e.problem(), host)) {
      if (isNew) {
        tell.accept(new Input.Told(FirstStart.farewell(host.environment())));
        tell.accept(new Input.Offered(PickerChoices.firstStart(e.exitCode())));
      }
      tell.accept(new Input.NoModelYet());
    } else if (mayCome(e)) {
      if (isNew) {
        tell.accept(new Input.Told(ReportLines.problem(e.problem())));
      }
      tell.accept(new Input.NoModelYet());
    } else {
      tell.accept(new Input.Unavailable(e.exitCode(), e.problem()));
    }
  }

  /** A server that is down or loads its model; an address that is none stays wrong. */
  private static boolean mayCome(VibeException e) {
    return e.exitCode() == ExitCode.UNREACHABLE && e.problem().code() != ProblemCode.BAD_BASE_URL;
  }
}
