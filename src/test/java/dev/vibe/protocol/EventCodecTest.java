package dev.vibe.protocol;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.ImageType;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.testkit.Gen;
import dev.vibe.testkit.Golden;
import dev.vibe.testkit.SampleEvents;
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
