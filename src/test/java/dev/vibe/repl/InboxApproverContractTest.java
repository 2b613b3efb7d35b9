package dev.vibe.repl;

import dev.vibe.approval.Approver;
import dev.vibe.approval.PersonContract;
import dev.vibe.repl.state.Input;

class InboxApproverContractTest extends PersonContract {

  @Override
  protected Approver saying(Word... words) {
    Inbox inbox = new Inbox();
    Thread.ofVirtual().start(() -> answer(inbox, words));
    return inbox;
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
