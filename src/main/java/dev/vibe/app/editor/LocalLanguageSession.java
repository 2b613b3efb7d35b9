package dev.vibe.app.editor;

import dev.vibe.app.assembly.ActiveConversation;
import dev.vibe.app.assembly.Counterpart;
import dev.vibe.app.assembly.RunCanceller;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.Answer;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Question;
import dev.vibe.approval.Rule;
import dev.vibe.conversation.Part;
import dev.vibe.event.Envelope;
import dev.vibe.lsp.server.LanguageFace;
import dev.vibe.lsp.server.LanguageSession;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import java.nio.file.Path;
import java.util.List;

/** Session of this process that commands of an editor work in. */
final class LocalLanguageSession implements LanguageSession {

  private final RunCanceller canceller = new RunCanceller();
  private final ActiveConversation conversation;
  private final Mode mode;

  private LocalLanguageSession(HostEnvironment host, SessionPlan plan, LanguageFace face) {
    this.mode = plan.mode();
    this.conversation = new ActiveConversation(host, plan, new Told(face), canceller);
  }

  /**
   * Blocks until there is a model.
   *
   * @throws VibeException when there is none
   */
  static LocalLanguageSession open(HostEnvironment host, SessionPlan plan, LanguageFace face)
      throws InterruptedException {
    LocalLanguageSession session = new LocalLanguageSession(host, plan, face);
    session.conversation.open(session.mode);
    return session;
  }

  @Override
  public void prompt(String text) throws InterruptedException {
    conversation.keepChoices(mode);
    conversation.prompt(List.of(new Part.Text(text)), mode);
  }

  @Override
  public void stop() {
    canceller.stop();
  }

  @Override
  public void close() {
    conversation.keepChoices(mode);
    conversation.close();
  }

  /** Counterpart of a conversation that an editor shows. */
  private record Told(LanguageFace face) implements Counterpart {

    @Override
    public void accept(Envelope envelope) {
      face.accept(envelope);
    }

    @Override
    public Answer ask(Question question) {
      return face.ask(question);
    }

    @Override
    public void written(Rule rule, Path file) {
      face.written(rule, file);
    }

    @Override
    public void notWritten(Problem why) {
      face.notWritten(why);
    }

    @Override
    public void broke(VibeException why) {
      face.broke(why.problem());
    }
  }
}
