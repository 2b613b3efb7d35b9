package dev.vibe.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.Reasoning;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.session.Prompts.Prompt;
import dev.vibe.testkit.SampleEvents;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PromptsTest {

  private final Transcript transcript = new Transcript();
  private final Prompts prompts = new Prompts(transcript);

  private void happens(Event... events) {
    for (Event event : events) {
      Envelope envelope = SampleEvents.envelope(event);
      transcript.add(envelope.event());
      prompts.accept(envelope);
    }
  }

  private static Event says(String text) {
    return new Event.UserSaid(Message.User.text(text));
  }

  private static Event answers(String text) {
    return new Event.AssistantSaid(new Message.Assistant(text, Reasoning.NONE, List.of()));
  }

  private static Event ends() {
    return new Event.RunEnded(SampleEvents.result(new RunResult.Ending.Well()));
  }

  @Test
  void each_run_has_one_prompt_whatever_else_is_said_in_it() {
    happens(says("one"), says("go on, please"), answers("1"), ends(), says("two"), answers("2"));

    assertEquals(List.of(new Prompt(1, 0, "one"), new Prompt(2, 3, "two")), prompts.standing());
  }

  @Test
  void after_going_back_the_runs_count_on() {
    happens(says("one"), answers("1"), ends(), says("two"), answers("2"), ends());
    happens(new Event.Rewound(2), says("three"));

    assertEquals(List.of(new Prompt(1, 0, "one"), new Prompt(3, 2, "three")), prompts.standing());
    assertEquals(3, prompts.runs());
    assertEquals(
        List.of("one", "three"),
        transcript.messages().stream()
            .filter(message -> message instanceof Message.User)
            .map(message -> Message.textOf((Message.User) message))
            .toList());
  }

  @Test
  void a_run_that_was_cut_off_ends_where_the_next_start_is() {
    happens(says("one"), new Event.SessionStarted("1", "/w", "m", "e", "ask"), says("two"));

    assertEquals(2, prompts.standing().size());
  }

  @Test
  void attachments_are_no_part_of_what_was_typed() {
    happens(
        new Event.UserSaid(
            new Message.User(List.of(new Part.Text("look"), new Part.Attachment("x", "y")))));

    assertEquals("look", prompts.standing().getFirst().text());
  }

  @Test
  void what_was_taken_back_is_not_shown_again() {
    List<Envelope> events =
        Stream.of(
                says("one"),
                answers("1"),
                ends(),
                says("two"),
                answers("2"),
                ends(),
                new Event.Rewound(2),
                says("three"))
            .map(SampleEvents::envelope)
            .toList();

    assertEquals(
        List.of(says("one"), answers("1"), ends(), ends(), says("three")),
        Prompts.standing(events).stream().map(Envelope::event).toList());
  }
}
