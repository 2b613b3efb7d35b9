package dev.vibe.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.approval.Approver;
import dev.vibe.approval.PersonContract;
import dev.vibe.repl.state.Input;
import org.junit.jupiter.api.Test;

class InboxApproverContractTest extends PersonContract {

  @Override
  protected Approver saying(Word... words) {
    Inbox inbox = new Inbox();
    Thread.ofVirtual().start(() -> answer(inbox, words));
    return inbox;
  }

  @Test
  void an_answer_that_came_too_late_is_not_taken_for_the_next_question() {
    Inbox inbox = new Inbox();
    inbox.answer(Word.YES.answer());
    Thread.ofVirtual().start(() -> answer(inbox, Word.NO));

    assertEquals(Word.NO.answer(), inbox.ask(QUESTION));
  }

  /** As the thread of a screen does. */
  private static void answer(Inbox inbox, Word... words) {
    try {
      for (Word word : words) {
        while (!(inbox.take() instanceof Input.Asked)) {
          // Something else to show.
        }
        inbox.answer(word.answer());
      }
      if (words.length > 0) {
        while (!(inbox.take() instanceof Input.Asked)) {
          // Something else to show.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    inbox.close();
  }
}
