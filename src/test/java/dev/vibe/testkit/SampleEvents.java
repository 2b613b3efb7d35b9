package dev.vibe.testkit;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Decider;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.PullRequest;
import dev.vibe.event.RunResult;
import dev.vibe.event.Subtask;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.FileDiff;
import dev.vibe.text.FileDiff.Hunk;
import dev.vibe.text.FileDiff.Kind;
import dev.vibe.text.FileDiff.Line;
import dev.vibe.text.FileDiff.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run with one of every event, as far as a run can hold them. */
public final class SampleEvents {

  public static final String SESSION = "20261124-101502-k3f9";
  public static final Instant START = Instant.parse("2026-11-24T10:15:02Z");
  public static final String COMMIT = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";

  public static final ToolCall READ = call("call00001", "read_file", "{\"file\":\"src/app.py\"}");
  public static final ToolCall EDIT =
      call(
          "call00002",
          "str_replace",
          "{\"file\":\"src/app.py\",\"old\":\"print(x)\",\"new\":\"logger.debug(x)\"}");
  public static final ToolCall TEST = call("call00003", "bash", "{\"command\":\"pytest -q\"}");
  public static final ToolCall BAD = call("call00004", "bash", "{\"command\":\"rm");

  public static final FileDiff DIFF =
      new FileDiff(
          "src/app.py",
          Kind.CHANGED,
          List.of(
              new Hunk(
                  1,
                  3,
                  1,
                  3,
                  List.of(
                      line(Mark.CONTEXT, "def run(x):"),
                      line(Mark.REMOVED, "    print(x)"),
                      line(Mark.ADDED, "    logger.debug(x)"),
                      new Line(Mark.CONTEXT, "    return x", true)))),
          1,
          1);

  public static final Problem PROBLEM =
      new Problem(
          ProblemCode.SERVER_BUSY,
          "the server is busy",
          "it answered 503",
          "wait, or use another model");

  public static final PullRequest PULL_REQUEST =
      new PullRequest(
          "https://github.com/acme/shop/pull/7",
          7,
          "Log instead of print",
          "vibe/log-instead-of-print-0c1d2e3f",
          "main",
          PullRequest.State.OPENED);

  private SampleEvents() {}

  /** Every kind of event, in an order in which a run could bring them. */
  public static List<Event> all() {
    return List.of(
        new Event.SessionStarted(
            "0.1.0", "/srv/shop", "devstral-small", "http://127.0.0.1:8080/v1", "ask"),
        new Event.UserSaid(
            new Message.User(
                List.of(
                    new Part.Text("replace print"), new Part.Attachment("stdin", "2 warnings\n")))),
        new Event.RetryScheduled(1, Duration.ofSeconds(2), PROBLEM, false),
        new Event.ReasoningDelta("Let me look."),
        new Event.TextDelta("I read "),
        new Event.TextDelta("the file first."),
        new Event.AssistantSaid(
            new Message.Assistant(
                "I read the file first.",
                new Reasoning("Let me look.", "reasoning_content"),
                List.of(READ, EDIT, TEST, BAD))),
        new Event.UsageReported(new Usage(1200, 80, 1000), new Usage(1200, 80, 1000), 0.00025),
        new Event.ToolCalled(READ, "read src/app.py"),
        new Event.ToolFinished(result(READ, ToolResult.Outcome.OK, "1\tdef run(x):"), ms(3)),
        new Event.ToolCalled(EDIT, "edit src/app.py"),
        new Event.FileChanged(List.of(EDIT.id()), DIFF, false),
        new Event.ToolFinished(result(EDIT, ToolResult.Outcome.OK, "applied"), ms(4)),
        new Event.ToolCalled(TEST, "run pytest -q"),
        new Event.ApprovalDecided(TEST.id(), "run pytest -q", true, new Decider.User(), ""),
        new Event.ToolFinished(
            result(TEST, ToolResult.Outcome.FAILED, "exit code 1\n1 failed"), ms(2340)),
        new Event.ToolCalled(BAD, "bash"),
        new Event.ToolFinished(
            result(BAD, ToolResult.Outcome.INVALID, "the arguments are not JSON"), ms(0)),
        new Event.Committed(COMMIT, "Log instead of print\n\nBody.", List.of("src/app.py")),
        Event.NoticeRaised.of(
            new Problem(ProblemCode.NO_MODEL_LIST, "the price of the model is not known", "", "")),
        new Event.AssistantSaid(new Message.Assistant("Done.", Reasoning.NONE, List.of())),
        new Event.Rewound(4),
        new Event.Compacted(
            3,
            "[compacted]",
            "## Goal",
            new Event.Compacted.Size(7_100, 2_300),
            Event.Compacted.Reason.FULL),
        new Event.Verified("pytest -q", 1, COMMIT, 1, ms(2_340)),
        new Event.PullRequestMade(PULL_REQUEST),
        new Event.TaskWorks(TASK, "read src/app.py", 1, new Usage(900, 40, 0)),
        new Event.TaskEnded(
            TASK, "done", 2, new Usage(1_900, 90, 800), 0.0012, ms(3_100), List.of("src/app.py")),
        new Event.RunEnded(result(new RunResult.Ending.Well())));
  }

  private static final Subtask TASK =
      new Subtask(
          new CallId("call00003"), "20261124-101509-p2q8", "work", "Replace print by logging");

  public static List<Envelope> envelopes() {
    List<Envelope> out = new ArrayList<>();
    int turn = 0;
    for (Event event : all()) {
      if (event instanceof Event.ReasoningDelta || out.size() == 20) {
        turn++;
      }
      out.add(new Envelope(out.size() + 1, START.plusMillis(out.size()), SESSION, turn, event));
    }
    return out;
  }

  public static Envelope envelope(Event event) {
    return new Envelope(1, START, SESSION, 1, event);
  }

  public static RunResult result(RunResult.Ending ending) {
    return new RunResult(
        ending,
        "Done.",
        SESSION,
        "devstral-small",
        "http://127.0.0.1:8080/v1",
        2,
        new Usage(2600, 95, 2100),
        0.0005,
        ms(34_567),
        List.of("src/app.py"),
        List.of(COMMIT),
        new RunResult.Evidence.Nothing(),
        List.of(new RunResult.Asked("devstral-small", "http://127.0.0.1:8080/v1")),
        ending instanceof RunResult.Ending.Well ? Optional.of(PULL_REQUEST) : Optional.empty());
  }

  public static RunResult.Ending badly(ExitCode exitCode) {
    return new RunResult.Ending.Badly(exitCode, PROBLEM);
  }

  private static ToolCall call(String id, String name, String arguments) {
    return new ToolCall(new CallId(id), name, new RawJson(arguments));
  }

  private static ToolResult result(ToolCall call, ToolResult.Outcome outcome, String text) {
    return new ToolResult(call.id(), call.name(), outcome, text);
  }

  private static Line line(Mark mark, String text) {
    return new Line(mark, text, false);
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
