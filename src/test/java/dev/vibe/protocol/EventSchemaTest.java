package dev.vibe.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.json.Json;
import dev.vibe.problem.ExitCode;
import dev.vibe.testkit.EventSchema;
import dev.vibe.testkit.SampleEvents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSchemaTest {

  private static final EventSchema SCHEMA = EventSchema.load();

  static Stream<Envelope> envelopes() {
    return SampleEvents.envelopes().stream();
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void every_event_fits_the_schema(Envelope envelope) {
    assertEquals(List.of(), errors(EventCodec.encode(envelope)));
  }

  @ParameterizedTest
  @EnumSource(ExitCode.class)
  void every_result_record_fits_the_schema(ExitCode exitCode) {
    RunResult.Ending ending =
        exitCode == ExitCode.DONE ? new RunResult.Ending.Well() : SampleEvents.badly(exitCode);

    assertEquals(List.of(), errors(EventCodec.encodeResult(SampleEvents.result(ending))));
  }

  @Test
  void the_attempts_of_a_healing_fit_the_schema_and_come_back() {
    RunResult healed =
        SampleEvents.result(new RunResult.Ending.Well())
            .with(
                List.of(
                    new RunResult.Attempt("no-better", List.of("a.py"), "1 failure instead of 1"),
                    new RunResult.Attempt("green", List.of("a.py", "b.py"), "")));
    String line = EventCodec.encode(SampleEvents.envelope(new Event.RunEnded(healed)));

    assertEquals(List.of(), errors(line));
    Decoded.Known known = assertInstanceOf(Decoded.Known.class, EventCodec.decode(line));
    assertEquals(new Event.RunEnded(healed), known.envelope().event());
    assertFalse(errors(line.replace("no-better", "perhaps")).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void no_field_of_an_event_may_be_missing(Envelope envelope) {
    Map<String, Object> whole = Json.object(EventCodec.encode(envelope));
    for (String field : whole.keySet()) {
      boolean optional =
          field.equals("reasoning")
              || field.equals("call_ids") // lines of earlier versions lack it
              || (envelope.event() instanceof Event.RunEnded
                  && List.of("v", "seq", "at", "turn").contains(field));
      Map<String, Object> broken = new LinkedHashMap<>(whole);
      broken.remove(field);
      assertEquals(optional, errors(Json.write(broken)).isEmpty(), "without " + field);
    }
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void no_field_of_an_event_may_be_of_another_type(Envelope envelope) {
    Map<String, Object> whole = Json.object(EventCodec.encode(envelope));
    for (String field : whole.keySet()) {
      if (envelope.event() instanceof Event.RunEnded
          && List.of("v", "seq", "at", "turn", "pull_request").contains(field)) {
        continue;
      }
      Map<String, Object> broken = new LinkedHashMap<>(whole);
      broken.put(field, true);
      if (Objects.equals(whole.get(field), true) || Objects.equals(whole.get(field), false)) {
        broken.put(field, "yes");
      }
      assertFalse(errors(Json.write(broken)).isEmpty(), "with a strange " + field);
    }
  }

  @Test
  void fields_may_be_added() {
    Map<String, Object> event =
        new LinkedHashMap<>(Json.object(EventCodec.encode(SampleEvents.envelopes().getFirst())));
    event.put("later", List.of(1, 2));

    assertEquals(List.of(), errors(Json.write(event)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "{\"type\":\"weather\",\"v\":1,\"seq\":1,\"at\":\"2026-11-24T10:15:02Z\",\"session_id\":\"s\",\"turn\":0}",
        "{\"type\":\"message_delta\",\"v\":2,\"seq\":1,\"at\":\"2026-11-24T10:15:02Z\",\"session_id\":\"s\",\"turn\":0,\"text\":\"x\"}",
        "{\"type\":\"message_delta\",\"v\":1,\"seq\":0,\"at\":\"2026-11-24T10:15:02Z\",\"session_id\":\"s\",\"turn\":0,\"text\":\"x\"}",
        "{\"type\":\"message_delta\",\"v\":1,\"seq\":1,\"at\":\"yesterday\",\"session_id\":\"s\",\"turn\":0,\"text\":\"x\"}"
      })
  void what_is_no_event_does_not_fit(String json) {
    assertFalse(errors(json).isEmpty());
  }

  @Test
  void status_exit_code_and_problem_of_a_result_agree() {
    String failed =
        EventCodec.encodeResult(SampleEvents.result(SampleEvents.badly(ExitCode.LIMIT)));

    assertFalse(errors(failed.replace("\"exit_code\":4", "\"exit_code\":0")).isEmpty());
    assertFalse(errors(failed.replace("\"status\":\"limit\"", "\"status\":\"done\"")).isEmpty());
  }

  private static List<String> errors(String json) {
    return SCHEMA.errors(json);
  }
}
