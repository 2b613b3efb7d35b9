package dev.vibe.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.testkit.Gen;
import dev.vibe.testkit.SampleEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {

  private static final ToolCall FIRST = call("call00001");
  private static final ToolCall SECOND = call("call00002");

  private static ToolCall call(String id) {
    return new ToolCall(new CallId(id), "read_file", RawJson.EMPTY_OBJECT);
  }

  private static Message.Assistant assistant(String text, ToolCall... calls) {
    return new Message.Assistant(text, Reasoning.NONE, List.of(calls));
  }

  private static ToolResult result(ToolCall call) {
    return new ToolResult(call.id(), call.name(), ToolResult.Outcome.OK, "text of " + call.id());
  }

  private static Event finished(ToolCall call) {
    return new Event.ToolFinished(result(call), Duration.ofMillis(1));
  }

  private static Transcript of(Event... events) {
    Transcript transcript = new Transcript();
    List.of(events).forEach(transcript::add);
    return transcript;
  }

  private static Event compacted(int messages, String text) {
    return new Event.Compacted(
        messages, text, "sum", new Event.Compacted.Size(9, 3), Event.Compacted.Reason.FULL);
  }

  private static Event said(String text) {
    return new Event.UserSaid(Message.User.text(text));
  }

  private static List<String> texts(List<Message> messages) {
    return messages.stream().map(each -> Message.textOf((Message.User) each)).toList();
  }

  @Test
  void text_stands_for_what_gave_way_and_nothing_is_lost_of_it() {
    Transcript transcript = of(said("1"), said("2"), said("3"), compacted(2, "so far"), said("4"));

    assertEquals(List.of("so far", "3", "4"), texts(transcript.messages()));
    assertEquals(List.of("1", "2", "3", "4"), texts(transcript.whole()));
    assertEquals("sum", transcript.summary());
    transcript.add(compacted(3, "more so"));
    assertEquals(List.of("more so", "4"), texts(transcript.messages()));
    assertEquals(4, transcript.size());
  }

  @Test
  void conversation_goes_back_to_before_a_compaction_which_then_counts_no_longer() {
    Transcript transcript =
        of(said("1"), said("2"), said("3"), said("4"), compacted(1, "a"), compacted(3, "b"));
    transcript.add(new Event.Rewound(2));
    assertEquals(List.of("a", "2"), texts(transcript.messages()));
    transcript.add(new Event.Rewound(0));
    assertEquals(List.of(), transcript.messages());
    assertEquals(0, transcript.compacted());
  }

  /** A transcript that saves on what gave way, and the log that it can read again. */
  private static Transcript saving(List<Envelope> log, Event... events) {
    Transcript transcript = new Transcript();
    transcript.save(new Transcript.Memory(message -> Message.User.text("-"), () -> log));
    for (Event event : events) {
      add(transcript, log, event);
    }
    return transcript;
  }

  private static void add(Transcript transcript, List<Envelope> log, Event event) {
    log.add(new Envelope(log.size() + 1, SampleEvents.START, "s", 1, event));
    transcript.add(event);
  }

  @Test
  void what_gave_way_need_not_stay_and_is_read_again_for_whoever_goes_back_to_it() {
    List<Envelope> log = new ArrayList<>();
    Transcript transcript =
        saving(log, said("1"), said("2"), said("3"), compacted(2, "a"), said("4"));

    assertEquals(List.of("-", "-", "3", "4"), texts(transcript.whole()));
    assertEquals(List.of("a", "3", "4"), texts(transcript.messages()));
    add(transcript, log, compacted(3, "b"));
    add(transcript, log, new Event.Rewound(3));
    assertEquals(List.of("b"), texts(transcript.messages()));
    add(transcript, log, new Event.Rewound(2));
    assertEquals(List.of("a"), texts(transcript.messages()));
    add(transcript, log, new Event.Rewound(1));
    assertEquals(List.of("1"), texts(transcript.messages()));
    add(transcript, log, said("5"));
    assertEquals(List.of("1", "5"), texts(transcript.whole()));
  }

  @Test
  void without_a_log_to_read_what_remains_has_to_do() {
    Transcript transcript = of(said("1"), said("2"), said("3"), compacted(2, "a"));
    Problem gone = new Problem(ProblemCode.SESSION_UNREADABLE, "gone", "", "");
    transcript.save(
        new Transcript.Memory(
            message -> Message.User.text("-"),
            () -> {
              throw new VibeException(ExitCode.FAILED, gone);
            }));

    transcript.add(new Event.Rewound(1));

    assertEquals(List.of("-"), texts(transcript.messages()));
  }

  @Test
  void results_of_one_reply_are_one_message() {
    Message.User user = Message.User.text("go");
    Transcript transcript =
        of(
            new Event.UserSaid(user),
            new Event.AssistantSaid(assistant("", FIRST, SECOND)),
            finished(FIRST),
            new Event.ToolCalled(SECOND, "read"),
            finished(SECOND),
            new Event.AssistantSaid(assistant("Done.")));

    assertEquals(
        List.of(
            user,
            assistant("", FIRST, SECOND),
            new Message.ToolResults(List.of(result(FIRST), result(SECOND))),
            assistant("Done.")),
        transcript.messages());
    assertEquals(List.of(), transcript.openCalls());
  }

  @Test
  void calls_without_a_result_are_open() {
    Transcript transcript =
        of(new Event.AssistantSaid(assistant("", FIRST, SECOND)), finished(FIRST));

    assertEquals(List.of(SECOND), transcript.openCalls());
    assertEquals(
        List.of(assistant("", FIRST, SECOND), new Message.ToolResults(List.of(result(FIRST)))),
        transcript.messages());
  }

  @Test
  void a_result_for_no_open_call_is_left_out() {
    Transcript transcript =
        of(
            new Event.AssistantSaid(assistant("", FIRST)),
            finished(FIRST),
            finished(FIRST),
            finished(SECOND));

    assertEquals(
        List.of(assistant("", FIRST), new Message.ToolResults(List.of(result(FIRST)))),
        transcript.messages());
  }

  @Test
  void the_fold_of_the_log_is_the_live_transcript(@TempDir Path sessions) {
    int[] run = {0};
    Gen.forAll(
        "fold of the log",
        30,
        random -> {
          Transcript live = new Transcript();
          String id = "run" + run[0]++;
          try (SessionLog log = SessionLog.create(sessions, id)) {
            int seq = 0;
            for (Event event : conversation(random)) {
              live.add(event);
              if (event instanceof Event.Durable) {
                log.append(new Envelope(++seq, SampleEvents.START, id, 1, event));
              }
            }
          }
          Transcript folded = Transcript.of(SessionReader.read(sessions.resolve(id)).events());

          assertEquals(live.messages(), folded.messages());
          assertEquals(live.openCalls(), folded.openCalls());
        });
  }

  /** Some replies with calls, of which the last ones may lack their results. */
  private static List<Event> conversation(RandomGenerator random) {
    List<Event> events = new ArrayList<>(SampleEvents.all());
    int calls = 0;
    for (int reply = random.nextInt(5); reply >= 0; reply--) {
      events.add(new Event.UserSaid(Message.User.text("prompt " + random.nextInt())));
      events.add(new Event.TextDelta("…"));
      List<ToolCall> asked = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        asked.add(call("random" + calls++));
      }
      events.add(new Event.AssistantSaid(new Message.Assistant("a\u0007b", Reasoning.NONE, asked)));
      int answered = reply > 0 ? asked.size() : random.nextInt(asked.size() + 1);
      asked.subList(0, answered).forEach(call -> events.add(finished(call)));
    }
    return events;
  }
}
