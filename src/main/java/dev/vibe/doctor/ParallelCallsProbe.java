package dev.vibe.doctor;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import java.util.List;

/** Probe of whether one reply may hold two calls, and both results are taken. */
record ParallelCallsProbe() implements EndpointProbe {

  private static final String SUBJECT = "two calls";

  @Override
  public String name() {
    return "two calls at once";
  }

  @Override
  public List<Finding> run(ProbeSession session) {
    session.forget();
    Message question =
        Message.User.text(
            "Call the tool "
                + ProbeSession.TOOL
                + " twice in this one reply, at the same time: once with"
                + " a=1 and b=2, and once with a=3 and b=4. Write no text.");
    return switch (session.ask(question, ToolCallProbe.MOST_TOKENS)) {
      case ProbeSession.Answer.None(var problem) ->
          List.of(Finding.of(SUBJECT, Finding.Grade.FAILED, problem));
      case ProbeSession.Answer.Late late -> List.of(late.finding(SUBJECT));
      case ProbeSession.Answer.Reply reply -> List.of(judge(session, reply));
    };
  }

  private static Finding judge(ProbeSession session, ProbeSession.Answer.Reply answer) {
    List<ToolCall> calls = answer.done().reply().calls();
    if (calls.size() < 2 || !answer.cut().isEmpty()) {
      String came =
          calls.isEmpty() ? "the model called nothing" : "only one came: work takes more turns";
      return Finding.warning(
          SUBJECT,
          answer.cut().isEmpty() ? came : "the reply was " + answer.cut(),
          session.kind().toolRemedy());
    }
    return switch (session.ask(Results.of(calls), ToolCallProbe.MOST_TOKENS)) {
      case ProbeSession.Answer.None(var problem) ->
          Finding.of(SUBJECT, Finding.Grade.FAILED, problem);
      case ProbeSession.Answer.Late late -> late.finding(SUBJECT);
      case ProbeSession.Answer.Reply reply -> Finding.good(SUBJECT, "in one reply, results taken");
    };
  }
}
