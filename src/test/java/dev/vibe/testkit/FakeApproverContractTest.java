package dev.vibe.testkit;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Approver;
import dev.vibe.approval.PersonContract;
import java.util.stream.Stream;

class FakeApproverContractTest extends PersonContract {

  @Override
  protected Approver saying(Word... words) {
    return new FakeApprover().answers(Stream.of(words).map(Word::answer).toArray(Answer[]::new));
  }
}
