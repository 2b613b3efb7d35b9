package dev.vibe.repl;

import dev.vibe.approval.Approver;
import dev.vibe.approval.PersonContract;
import dev.vibe.text.Palette;

class TerminalApproverContractTest extends PersonContract {

  private static final int ESCAPE = 27;

  @Override
  protected Approver saying(Word... words) {
    FakeConsole console = new FakeConsole();
    long millis = 0;
    for (Word word : words) {
      millis += 1000;
      console.key(
          millis,
          switch (word) {
            case YES -> 'y';
            case SESSION -> 's';
            case NO -> ESCAPE;
          });
    }
    return new TerminalApprover(() -> console, Palette.PLAIN, () -> console.nanos);
  }
}
