package dev.vibe.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.conversation.Usage;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.testkit.SampleEvents;
import dev.vibe.text.SecretMask;
import dev.vibe.text.UnifiedDiff;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventMaskTest {

  private static final String KEY = "sk-k3y-of-the-m0del";
  private static final Problem PROBLEM =
      new Problem(ProblemCode.INTERNAL_ERROR, "what " + KEY, "cause " + KEY, "try " + KEY);

  private final List<Event> seen = new ArrayList<>();
  private final EventBus bus =
      new EventBus(
          Clock.systemUTC(),
          "session",
          Journal.none(),
          List.of(envelope -> seen.add(envelope.event())));

  @BeforeEach
  void hide() {
    SecretMask secrets = new SecretMask();
    secrets.add(KEY);
    bus.hide(secrets);
  }

  @Test
  void no_event_holds_the_key_wherever_it_was() {
    CallId id = new CallId("c1");
    ToolCall call = new ToolCall(id, "bash", new RawJson("{\"command\":\"echo " + KEY + "\"}"));
    ToolResult result =
        new ToolResult(
            id,
            "bash",
            Outcome.OK,
            "text " + KEY,
            List.of(
                new ToolFact.RanInstead(KEY),
                new ToolFact.OutputFile(KEY),
                new ToolFact.Hindered(KEY, PROBLEM),
                new ToolFact.TodoList(List.of(new ToolFact.Step(KEY, ToolFact.Progress.PENDING)))));
    RunResult run =
        new RunResult(
            new RunResult.Ending.Badly(ExitCode.FAILED, PROBLEM),
            "answer " + KEY,
            "session",
            "model",
            "http://x/?key=" + KEY,
            1,
            Usage.NONE,
            0,
            Duration.ZERO,
            List.of(),
            List.of(),
            List.of());
    List<Event> events =
        List.of(
            new Event.SessionStarted("1", "/w", "model", "http://x/?key=" + KEY, "auto"),
            new Event.UserSaid(Message.User.text("my key is " + KEY)),
            new Event.AssistantSaid(
                new Message.Assistant(KEY, new Reasoning(KEY, "think"), List.of(call))),
            new Event.ToolCalled(call, "run echo " + KEY),
            new Event.ToolFinished(result, Duration.ZERO),
            new Event.FileChanged(
                List.of(id), UnifiedDiff.between("a", "old\n", "new " + KEY + "\n"), false),
            new Event.Committed("id", "message " + KEY, List.of("a")),
            Event.NoticeRaised.of(PROBLEM),
            new Event.RetryScheduled(1, Duration.ZERO, PROBLEM, false),
            new Event.OutputGrew("end " + KEY, 1),
            new Event.RunEnded(run));
    events.forEach(bus::publish);
    assertEquals(events.size(), seen.size());
    for (Event event : seen) {
      assertFalse(event.toString().contains(KEY), event::toString);
    }
  }

  @Test
  void a_key_between_two_pieces_of_a_reply_is_masked_and_nothing_else_is_lost() {
    for (int cut = 0; cut <= KEY.length(); cut++) {
      seen.clear();
      bus.publish(new Event.TextDelta("it is " + KEY.substring(0, cut)));
      bus.publish(Event.NoticeRaised.of(PROBLEM));
      bus.publish(new Event.TextDelta(KEY.substring(cut) + ", sk"));
      bus.publish(new Event.AssistantSaid(new Message.Assistant("x", Reasoning.NONE, List.of())));
      StringBuilder text = new StringBuilder();
      for (Event event : seen) {
        if (event instanceof Event.TextDelta(String piece)) {
          text.append(piece);
        }
      }
      assertEquals("it is [key hidden], sk", text.toString());
    }
  }

  @Test
  void what_holds_no_secret_is_the_same() {
    for (Event event : SampleEvents.all()) {
      seen.clear();
      bus.publish(event);
      assertEquals(List.of(event), seen);
    }
  }
}
