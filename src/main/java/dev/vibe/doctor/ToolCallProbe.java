package dev.vibe.doctor;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/** Probe of whether a model calls a tool as it should, and goes on when it gets the result. */
record ToolCallProbe() implements EndpointProbe {

  private static final String SUBJECT = "tool call";

  /** A call takes some thirty; some models think before. */
  static final int MOST_TOKENS = 1_024;

  @Override
  public String name() {
    return "a tool call";
  }

  @Override
  public List<Finding> run(ProbeSession session) {
    session.forget();
    Message question =
        Message.User.text(
            "Call the tool " + ProbeSession.TOOL + " with a=17 and b=25. Write no text.");
    return switch (session.ask(question, MOST_TOKENS)) {
      case ProbeSession.Answer.None(var problem) ->
          List.of(Finding.of(SUBJECT, Finding.Grade.FAILED, problem));
      case ProbeSession.Answer.Late late -> List.of(late.finding(SUBJECT));
      case ProbeSession.Answer.Reply reply -> judge(session, reply);
    };
  }

  private static List<Finding> judge(ProbeSession session, ProbeSession.Answer.Reply answer) {
    Message.Assistant reply = answer.done().reply();
    List<ToolCall> calls = reply.calls();
    if (!answer.cut().isEmpty()) {
      return List.of(
          Finding.warning(
              SUBJECT,
              "the model called nothing before its reply was " + answer.cut(),
              session.kind().toolRemedy()));
    }
    if (calls.isEmpty()) {
      boolean asText = reply.text().contains(ProbeSession.TOOL) && reply.text().contains("{");
      return List.of(
          Finding.failed(
              SUBJECT,
              asText ? "the call came as text" : "the model called nothing",
              session.kind().toolRemedy()));
    }
    ToolCall call = calls.getFirst();
    if (!call.name().equals(ProbeSession.TOOL) || !isObject(call)) {
      return List.of(
          Finding.failed(
              SUBJECT,
              "the call is damaged: " + call.name() + " with " + shortened(call.arguments().text()),
              session.kind().toolRemedy()));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        session
            .notice(ProblemCode.CALLS_AS_TEXT)
            .map(notice -> Finding.of(SUBJECT, Finding.Grade.WARNING, notice))
            .orElseGet(() -> Finding.good(SUBJECT, ProbeSession.TOOL + " was called")));
    findings.add(giveBack(session, calls));
    return findings;
  }

  private static Finding giveBack(ProbeSession session, List<ToolCall> calls) {
    return switch (session.ask(Results.of(calls), MOST_TOKENS)) {
      case ProbeSession.Answer.None(var problem) ->
          Finding.of("results", Finding.Grade.FAILED, problem);
      case ProbeSession.Answer.Late late -> late.finding("results");
      case ProbeSession.Answer.Reply reply when reply.done().reply().isEmpty() ->
          Finding.failed(
              "results",
              "nothing was said to the result of a call",
              "look at the server's log: its chat template may not fit the model");
      case ProbeSession.Answer.Reply reply ->
          Finding.good(
              "results",
              "the model goes on with them"
                  + (reply.cut().isEmpty() ? "" : "; its reply was " + reply.cut()));
    };
  }

  private static boolean isObject(ToolCall call) {
    try {
      return Json.object(call.arguments().text()).containsKey("a");
    } catch (JsonShapeException e) {
      return false;
    }
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
