package dev.vibe.approval;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.effect.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contract of every approver: without somebody who says yes, it is no yes. */
@Timeout(30)
public abstract class ApproverContract {

  protected static final Question QUESTION =
      new Question(
          "run ls",
          List.of(new Effect.Run("ls", "/w")),
          "mode ask",
          Question.Terms.of(Question.Lasting.ALWAYS),
          "");

  /** One that nobody answers any more. */
  protected abstract Approver abandoned();

  /** One that would get a yes. */
  protected abstract Approver willing();

  protected static boolean isRefusal(Answer answer) {
    return switch (answer) {
      case Answer.No no -> true;
      case Answer.Nobody nobody -> true;
      case Answer.Yes yes -> false;
      case Answer.YesForSession yes -> false;
      case Answer.YesAlways yes -> false;
      case Answer.RunInstead instead -> false;
      case Answer.WriteInstead instead -> false;
    };
  }

  @Test
  void where_nobody_answers_each_question_is_refused() {
    Approver approver = abandoned();

    assertTrue(isRefusal(approver.ask(QUESTION)));
    assertTrue(isRefusal(approver.ask(QUESTION)));
  }

  @Test
  void an_interrupted_thread_gets_a_refusal_and_stays_interrupted() {
    Approver approver = willing();
    Thread.currentThread().interrupt();
    Answer answer = approver.ask(QUESTION);

    assertTrue(Thread.interrupted());
    assertTrue(isRefusal(answer), answer.toString());
  }
}
