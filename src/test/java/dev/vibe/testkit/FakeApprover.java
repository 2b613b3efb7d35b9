package dev.vibe.testkit;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Approver;
import dev.vibe.approval.Question;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A person who answers from a list, and nobody once it is used up; keeps every question. */
public final class FakeApprover implements Approver {

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<Question> questions = new ArrayList<>();

  /** Adds to the list. */
  public FakeApprover answers(Answer... more) {
    answers.addAll(Arrays.asList(more));
    return this;
  }

  public List<Question> questions() {
    return questions;
  }

  @Override
  public Answer ask(Question question) {
    questions.add(question);
    if (Thread.currentThread().isInterrupted()) {
      return new Answer.No("");
    }
    Answer next = answers.poll();
    return next != null ? next : new Answer.Nobody();
  }
}
