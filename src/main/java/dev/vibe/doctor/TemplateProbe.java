package dev.vibe.doctor;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.problem.ProblemCode;
import java.util.List;

/**
 * Probe of whether the model is shown what its tools answer: some chat templates have no place for
 * it. The server itself says so, or counts no more tokens when a long result is sent.
 */
record TemplateProbe() implements EndpointProbe {

  private static final String SUBJECT = "template";

  /** Of the answers, which say nothing. */
  private static final int MOST_TOKENS = 16;

  private static final Message ASKED =
      Message.User.text("Call the tool " + ProbeSession.TOOL + " with a=20 and b=22.");

  private static final Message CALLED =
      new Message.Assistant(
          "",
          Reasoning.NONE,
          List.of(
              new ToolCall(
                  new CallId("probe0001"), ProbeSession.TOOL, new RawJson("{\"a\":20,\"b\":22}"))));

  private static final Message TOLD =
      new Message.ToolResults(
          List.of(
              new ToolResult(
                  new CallId("probe0001"),
                  ProbeSession.TOOL,
                  ToolResult.Outcome.OK,
                  "the sum of both is forty two, say so ".repeat(30))));

  @Override
  public String name() {
    return "the chat template";
  }

  @Override
  public List<Finding> run(ProbeSession session) {
    if (session.notice(ProblemCode.TOOLS_NOT_SHOWN).isEmpty()) {
      return List.of(ask(session));
    }
    return List.of(judge(session));
  }

  private static Finding ask(ProbeSession session) {
    for (List<Message> history : List.of(List.of(ASKED), List.of(ASKED, CALLED, TOLD))) {
      switch (session.askAnew(history, MOST_TOKENS)) {
        case ProbeSession.Answer.None(var problem) -> {
          return Finding.of(SUBJECT, Finding.Grade.WARNING, problem);
        }
        case ProbeSession.Answer.Late late -> {
          return late.finding(SUBJECT);
        }
        case ProbeSession.Answer.Reply reply when reply.done().usage().inputTokens() == 0 -> {
          return Finding.note(SUBJECT, "not known, as the server counts no tokens");
        }
        case ProbeSession.Answer.Reply reply -> {}
      }
    }
    return judge(session);
  }

  private static Finding judge(ProbeSession session) {
    return session
        .notice(ProblemCode.TOOLS_NOT_SHOWN)
        .map(notice -> Finding.of(SUBJECT, Finding.Grade.WARNING, notice))
        .orElseGet(() -> Finding.good(SUBJECT, "the model sees what tools answer"));
  }
}
