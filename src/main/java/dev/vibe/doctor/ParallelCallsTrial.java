package dev.vibe.doctor;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import java.util.List;

/** Whether one reply may hold two calls, and both results are taken. */
record ParallelCallsTrial() implements Trial {

  private static final String SUBJECT = "two calls";

  @Override
  public List<Finding> run(Exam exam) {
    exam.forget();
    Message question =
        Message.User.text(
            "Call the tool "
                + Exam.TOOL
                + " twice in this one reply, at the same time: once with"
                + " a=1 and b=2, and once with a=3 and b=4. Write no text.");
    return switch (exam.ask(question)) {
      case Exam.Answer.None(var problem) ->
          List.of(Finding.of(SUBJECT, Finding.Grade.FAILED, problem));
      case Exam.Answer.Reply reply -> List.of(judge(exam, reply.done().reply().calls()));
    };
  }

  private static Finding judge(Exam exam, List<ToolCall> calls) {
    if (calls.size() < 2) {
      return Finding.warning(
          SUBJECT,
          calls.isEmpty() ? "the model called nothing" : "only one came: work takes more turns",
          exam.software().toolRemedy());
    }
    return switch (exam.ask(Results.of(calls))) {
      case Exam.Answer.None(var problem) -> Finding.of(SUBJECT, Finding.Grade.FAILED, problem);
      case Exam.Answer.Reply reply -> Finding.good(SUBJECT, "in one reply, results taken");
    };
  }
}
