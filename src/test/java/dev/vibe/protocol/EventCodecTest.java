package dev.vibe.protocol;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.ImageType;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.Notice;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.testkit.EventSchema;
import dev.vibe.testkit.Gen;
import dev.vibe.testkit.Golden;
import dev.vibe.testkit.SampleEvents;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {

  static Stream<Envelope> envelopes() {
    return SampleEvents.envelopes().stream();
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void every_event_comes_back_as_it_was(Envelope envelope) {
    assertEquals(new Decoded.Known(envelope), EventCodec.decode(EventCodec.encode(envelope)));
  }

  @Test
  void reasoning_keeps_what_stood_around_it_in_the_answer() {
    Reasoning.Marks marks = new Reasoning.Marks("<think>\n", "</think>\n\n");
    Envelope first = SampleEvents.envelopes().getFirst();
    Envelope envelope =
        new Envelope(
            first.seq(),
            first.at(),
            first.sessionId(),
            first.turn(),
            new Event.AssistantSaid(
                new Message.Assistant("a", new Reasoning("hm", "think-tags", marks), List.of())));

    assertEquals(new Decoded.Known(envelope), EventCodec.decode(EventCodec.encode(envelope)));
  }

  @Test
  void samples_hold_every_kind_of_event() {
    assertEquals(
        kinds(Event.Durable.class, Event.Transient.class),
        envelopes().map(e -> e.event().getClass()).collect(Collectors.toSet()));
  }

  private static Set<Class<?>> kinds(Class<?>... sealed) {
    return Stream.of(sealed)
        .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
        .collect(Collectors.toSet());
  }

  @Test
  void the_public_form_is_as_agreed() {
    String lines = envelopes().map(EventCodec::encode).collect(Collectors.joining("\n", "", "\n"));
    Golden.assertMatches("src/test/resources/golden/events/run.jsonl", lines);
  }

  @Test
  void the_bare_result_record_is_as_agreed() {
    Golden.assertMatches(
        "src/test/resources/golden/events/result.json",
        EventCodec.encodeResult(SampleEvents.result(SampleEvents.badly(ExitCode.UNREACHABLE)))
            + "\n");
  }

  @ParameterizedTest
  @EnumSource(ExitCode.class)
  void each_exit_code_comes_back(ExitCode exitCode) {
    Envelope ended =
        SampleEvents.envelope(
            new Event.RunEnded(
                SampleEvents.result(
                    exitCode == ExitCode.DONE
                        ? new RunResult.Ending.Well()
                        : SampleEvents.badly(exitCode))));

    assertEquals(new Decoded.Known(ended), EventCodec.decode(EventCodec.encode(ended)));
  }

  @Test
  void any_text_comes_back_and_stays_on_one_plain_line() {
    Gen.forAll(
        "text round trip",
        2000,
        random -> {
          Envelope delta = SampleEvents.envelope(new Event.TextDelta(anyText(random)));
          String line = EventCodec.encode(delta);
          assertEquals(new Decoded.Known(delta), EventCodec.decode(line));
          assertTrue(
              line.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x202e),
              line);
        });
  }

  private static String anyText(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(40);
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
    }
    return text.toString();
  }

  @Test
  void facts_of_a_result_come_back_and_keep_to_the_schema() {
    ToolFact.TodoList todo =
        new ToolFact.TodoList(
            List.of(
                new ToolFact.Step("read", ToolFact.Progress.DONE),
                new ToolFact.Step("write", ToolFact.Progress.IN_PROGRESS),
                new ToolFact.Step("test", ToolFact.Progress.PENDING)));
    List<ToolFact> facts =
        List.of(
            todo,
            new ToolFact.RanInstead("make test"),
            new ToolFact.OutputFile("/state/command-1.log"),
            new ToolFact.Found(14, 12),
            new ToolFact.ChangesTold(3),
            new ToolFact.OnlyShown());
    ToolFact hindered =
        new ToolFact.Hindered(
            "a.txt", new Problem(ProblemCode.DISK_FULL, "cannot write a.txt", "full", "make room"));
    Envelope failed = finished(List.of(hindered));
    assertEquals(new Decoded.Known(failed), EventCodec.decode(EventCodec.encode(failed)));
    assertEquals(List.of(), EventSchema.load().errors(EventCodec.encode(failed)));
    Envelope finished = finished(facts);
    String line = EventCodec.encode(finished);

    assertEquals(new Decoded.Known(finished), EventCodec.decode(line));
    assertEquals(List.of(), EventSchema.load().errors(line));
    assertTrue(
        line.endsWith(
            "\"todo\":[{\"text\":\"read\",\"status\":\"done\"},{\"text\":\"write\",\"status\":"
                + "\"in_progress\"},{\"text\":\"test\",\"status\":\"pending\"}],\"ran_instead\":\"make"
                + " test\",\"output_file\":\"/state/command-1.log\",\"matches\":14,\"files\":12,\"changes_line\":3,\"dry_run\":true}"),
        line);
    assertEquals(
        new Decoded.Known(
            finished(
                List.of(
                    new ToolFact.TodoList(
                        List.of(new ToolFact.Step("read", ToolFact.Progress.PENDING)))))),
        EventCodec.decode(
            EventCodec.encode(finished(List.of()))
                .replaceFirst("}$", ",\"todo\":[{\"text\":\"read\",\"status\":\"postponed\"}]}")),
        "a status that a later release writes");
  }

  private static Envelope finished(List<ToolFact> facts) {
    return SampleEvents.envelope(
        new Event.ToolFinished(
            new ToolResult(
                new CallId("a"), "bash", ToolResult.Outcome.OK, "text for the model", facts),
            Duration.ofMillis(3)));
  }

  @Test
  void a_change_in_a_log_of_an_earlier_version_names_no_call() {
    Envelope changed =
        SampleEvents.envelope(
            new Event.FileChanged(
                List.of(new CallId("a"), new CallId("b")), SampleEvents.DIFF, false));
    String line = EventCodec.encode(changed);
    assertEquals(new Decoded.Known(changed), EventCodec.decode(line));

    assertEquals(
        new Decoded.Known(
            SampleEvents.envelope(new Event.FileChanged(List.of(), SampleEvents.DIFF, false))),
        EventCodec.decode(line.replace("\"call_ids\":[\"a\",\"b\"],", "")));
  }

  @Test
  void a_notice_comes_back_as_the_kind_it_was_and_with_any_code() {
    for (ProblemCode code : ProblemCode.values()) {
      Envelope raised =
          SampleEvents.envelope(Event.NoticeRaised.of(new Problem(code, "what", "why", "try")));
      assertEquals(new Decoded.Known(raised), EventCodec.decode(EventCodec.encode(raised)));
    }
    assertInstanceOf(
        Notice.ModelSwitched.class,
        Notice.of(new Problem(ProblemCode.MODEL_SWITCHED, "what", "why", "")));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Notice.PrefixBreak(new Problem(ProblemCode.IO, "what", "why", "")));

    String line =
        EventCodec.encode(
            SampleEvents.envelope(
                Event.NoticeRaised.of(new Problem(ProblemCode.IO, "what", "why", "try"))));
    assertEquals(
        new Decoded.Known(
            SampleEvents.envelope(
                Event.NoticeRaised.of(
                    new Problem(
                        ProblemCode.UNKNOWN, "what", "why; its code is moon-phase", "try")))),
        EventCodec.decode(line.replace("\"code\":\"io\"", "\"code\":\"moon-phase\"")),
        "a code of another version");
  }

  @Test
  void unknown_fields_are_ignored() {
    Envelope delta = SampleEvents.envelope(new Event.TextDelta("hello"));
    String line = EventCodec.encode(delta).replace("\"v\":1", "\"later\":{\"a\":[1]},\"v\":1");

    assertEquals(new Decoded.Known(delta), EventCodec.decode(line));
  }

  @Test
  void an_unknown_type_is_told_apart_from_a_broken_line() {
    String line =
        EventCodec.encode(SampleEvents.envelope(new Event.TextDelta("x")))
            .replace("message_delta", "weather");

    assertEquals(new Decoded.Unknown(1, "weather"), EventCodec.decode(line));
  }

  @Test
  void another_version_is_not_read() {
    String line =
        EventCodec.encode(SampleEvents.envelope(new Event.TextDelta("x")))
            .replace("\"v\":1", "\"v\":2");

    Decoded.Broken broken = assertInstanceOf(Decoded.Broken.class, EventCodec.decode(line));
    assertTrue(broken.reason().contains("version 2"), broken.reason());
  }

  @Test
  void a_user_part_of_a_later_kind_is_left_out() {
    String line =
        EventCodec.encode(SampleEvents.envelopes().get(1))
            .replace("\"parts\":[", "\"parts\":[{\"image\":\"…\"},");

    assertEquals(new Decoded.Known(SampleEvents.envelopes().get(1)), EventCodec.decode(line));
  }

  @Test
  void an_image_is_named_by_its_digest_and_comes_back_from_where_it_is_kept() {
    Part.Image image = Part.Image.of("shot.png", ImageType.PNG, new byte[] {1, 2, 3});
    Envelope said =
        SampleEvents.envelope(
            new Event.UserSaid(new Message.User(List.of(new Part.Text("look"), image))));
    String line = EventCodec.encode(said);
    String digest = Part.Image.sha256(image.bytes());

    assertTrue(
        line.contains(
            "{\"image\":\"shot.png\",\"media_type\":\"image/png\",\"bytes\":3,\"sha256\":\""
                + digest
                + "\"}"),
        line);
    assertEquals(
        new Decoded.Known(said),
        EventCodec.decode(
            line,
            sha256 -> sha256.equals(digest) ? Optional.of(image.base64()) : Optional.empty()));
    assertEquals(
        new Decoded.Known(
            SampleEvents.envelope(
                new Event.UserSaid(
                    new Message.User(List.of(new Part.Text("look"), image.unseen()))))),
        EventCodec.decode(line));
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void a_line_that_is_cut_anywhere_is_broken(Envelope envelope) {
    String line = EventCodec.encode(envelope);
    for (int i = 0; i < line.length(); i++) {
      assertInstanceOf(Decoded.Broken.class, EventCodec.decode(line.substring(0, i)));
    }
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void a_line_that_lost_one_character_never_throws(Envelope envelope) {
    String line = EventCodec.encode(envelope);
    for (int i = 0; i < line.length(); i++) {
      String damaged = line.substring(0, i) + line.substring(i + 1);
      assertDoesNotThrow(() -> EventCodec.decode(damaged), damaged);
    }
  }
}
