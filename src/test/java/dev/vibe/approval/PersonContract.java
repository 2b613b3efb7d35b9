package dev.vibe.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Contract of an approver behind which a person is. */
public abstract class PersonContract extends ApproverContract {

  /** Answers that every person can give to {@link #QUESTION}. */
  protected enum Word {
    YES,
    SESSION,
    NO;

    public Answer answer() {
      return switch (this) {
        case YES -> new Answer.Yes();
        case SESSION -> new Answer.YesForSession();
        case NO -> new Answer.No("");
      };
    }
  }

  /** One whose person says these, one word a question, and then goes away. */
  protected abstract Approver saying(Word... words);

  @Override
  protected Approver abandoned() {
    return saying();
  }

  @Override
  protected Approver willing() {
    return saying(Word.YES);
  }

  @Test
  void each_question_gets_the_answer_that_was_given_to_it() {
    Approver approver = saying(Word.YES, Word.NO, Word.SESSION);

    assertEquals(Word.YES.answer(), approver.ask(QUESTION));
    assertEquals(Word.NO.answer(), approver.ask(QUESTION));
    assertEquals(Word.SESSION.answer(), approver.ask(QUESTION));
    assertTrue(isRefusal(approver.ask(QUESTION)));
  }
}
