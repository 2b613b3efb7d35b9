package dev.vibe.headless;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.event.Detail;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.headless.JsonOutput.Form;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.protocol.EventCodec;
import dev.vibe.testkit.BrokenPipe;
import dev.vibe.testkit.SampleEvents;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonOutputTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private JsonOutput output(Form form) {
    return output(form, Detail.NORMAL);
  }

  private JsonOutput output(Form form, Detail detail) {
    return new JsonOutput(
        form,
        new PrintStream(out, false, StandardCharsets.US_ASCII),
        new PrintStream(err, false, UTF_8),
        detail);
  }

  private static String record(RunResult.Ending ending) {
    return EventCodec.encodeResult(SampleEvents.result(ending));
  }

  @Test
  void json_is_the_result_record_alone() {
    SampleEvents.envelopes().forEach(output(Form.RESULT)::accept);

    assertEquals(record(new RunResult.Ending.Well()) + "\n", out.toString(UTF_8));
  }

  @Test
  void stream_json_is_every_event_and_the_result_record_last() {
    List<Envelope> events = SampleEvents.envelopes();
    events.forEach(output(Form.STREAM)::accept);

    List<String> lines = out.toString(UTF_8).lines().toList();
    assertEquals(events.stream().map(EventCodec::encode).toList(), lines);
    assertTrue(lines.getLast().contains("\"v\":1,\"seq\":"), lines.getLast());
  }

  @Test
  void it_is_utf_8_whatever_the_charset_of_the_stream() {
    JsonOutput output = output(Form.STREAM);
    output.accept(SampleEvents.envelope(new Event.TextDelta("größer 漢")));

    assertTrue(out.toString(UTF_8).contains("größer 漢"), out.toString(UTF_8));
  }

  @Test
  void problems_are_told_on_standard_error_too() {
    RunResult.Ending ending = SampleEvents.badly(ExitCode.UNREACHABLE);
    output(Form.RESULT).result(SampleEvents.result(ending));

    assertEquals(record(ending) + "\n", out.toString(UTF_8));
    assertEquals(SampleEvents.PROBLEM.render() + "\n", err.toString(UTF_8));
  }

  @Test
  void a_lost_prefix_cache_is_told_on_standard_error_to_those_who_want_to_know() {
    Envelope notice =
        SampleEvents.envelope(
            Event.NoticeRaised.of(
                new Problem(ProblemCode.PREFIX_BREAK, "the cache is lost", "", "")));
    output(Form.STREAM).accept(notice);
    assertEquals("", err.toString(UTF_8));
    assertTrue(out.toString(UTF_8).contains("prefix-break"));

    output(Form.STREAM, Detail.VERBOSE).accept(notice);
    assertTrue(err.toString(UTF_8).contains("the cache is lost"), err.toString(UTF_8));
  }

  @Test
  void a_closed_pipe_is_no_failure() {
    PrintStream broken = BrokenPipe.stream();
    SampleEvents.envelopes()
        .forEach(new JsonOutput(Form.STREAM, broken, broken, Detail.NORMAL)::accept);

    assertTrue(broken.checkError());
  }
}
