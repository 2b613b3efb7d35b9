package dev.vibe.app.interactive;

import dev.vibe.app.assembly.ActiveConversation;
import dev.vibe.app.assembly.Counterpart;
import dev.vibe.app.assembly.RunCanceller;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.Answer;
import dev.vibe.approval.Question;
import dev.vibe.approval.Rule;
import dev.vibe.event.Envelope;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.repl.Inbox;
import dev.vibe.repl.state.Input;
import dev.vibe.text.Palette.Role;
import dev.vibe.tool.builtin.AskUserTool;
import dev.vibe.view.Line;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Counterpart of a conversation that is shown on a screen. */
record ScreenCounterpart(Inbox inbox) implements Counterpart {

  /** A conversation that is held with the screen. */
  static ActiveConversation conversation(
      HostEnvironment host, SessionPlan plan, Inbox inbox, RunCanceller canceller) {
    return new ActiveConversation(host, plan, new ScreenCounterpart(inbox), canceller);
  }

  @Override
  public void accept(Envelope envelope) {
    inbox.accept(envelope);
  }

  @Override
  public Answer ask(Question question) {
    return inbox.ask(question);
  }

  @Override
  public void written(Rule rule, Path file) {
    tell(Role.FAINT, "  allow " + rule.text() + ", in this project, is in " + file);
  }

  @Override
  public void notWritten(Problem why) {
    tell(
        Role.WARNING,
        why.what() + ": " + why.cause() + "; it holds for this session. " + why.remedy());
  }

  @Override
  public void broke(VibeException why) {
    inbox.add(new Input.Unavailable(why.exitCode(), why.problem()));
  }

  private void tell(Role role, String text) {
    inbox.add(new Input.Told(List.of(Line.foreign(role, text))));
  }

  @Override
  public Optional<AskUserTool.Person> person() {
    return Optional.of(inbox::inquire);
  }
}
