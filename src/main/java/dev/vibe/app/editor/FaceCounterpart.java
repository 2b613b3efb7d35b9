package dev.vibe.app.editor;

import dev.vibe.acp.SessionFace;
import dev.vibe.app.assembly.Counterpart;
import dev.vibe.approval.Answer;
import dev.vibe.approval.Question;
import dev.vibe.approval.Rule;
import dev.vibe.event.Envelope;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import java.nio.file.Path;

/** Counterpart of a conversation that an editor shows. */
record FaceCounterpart(SessionFace face) implements Counterpart {

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
