package dev.vibe.doctor;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import java.util.List;

/** Probe of whether one reply may hold two calls, and both results are taken. */
record ParallelCallsProbe() implements EndpointProbe {

  private static final String SUBJECT = "two calls";

  @Override
  public List<Finding> run(ProbeSession session) {
    session.forget();
    Message question =
        Message.User.text(
            "Call the tool "
                + ProbeSession.TOOL
                + " twice in this one reply, at the same time: once with"
                + " a=1 and b=2, and once with a=3 and b=4. Write no text.");
    return switch (session.ask(question)) {
      case ProbeSession.Answer.None(var problem) ->
          List.of(Finding.of(SUBJECT, Finding.Grade.FAILED, problem));
      case ProbeSession.Answer.Reply reply -> List.of(judge(session, reply.done().reply().calls()));
    };
  }

  private static Finding judge(ProbeSession session, List<ToolCall> calls) {
    if (calls.size() < 2) {
      return Finding.warning(
          SUBJECT,
          calls.isEmpty() ? "the model called nothing" : "only one came: work takes more turns",
          session.kind().toolRemedy());
    }
    return switch (session.ask(Results.of(calls))) {
      case ProbeSession.Answer.None(var problem) ->
          Finding.of(SUBJECT, Finding.Grade.FAILED, problem);
      case ProbeSession.Answer.Reply reply -> Finding.good(SUBJECT, "in one reply, results taken");
    };
  }
}
