package dev.vibe.provider.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.Usage;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.testkit.ModelEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ReplayModelTest {

  private static final ModelRequest REQUEST =
      new ModelRequest("You are vibe.", List.of(Message.User.text("hi there")), List.of());

  private static ReplayModel model(String json) {
    return new ReplayModel(CassetteReader.read("test.json", json));
  }

  private static List<ModelEvent> play(ReplayModel model) {
    return ModelEvents.of(model, REQUEST);
  }

  @Test
  void text_comes_in_small_deltas_and_calls_with_the_reply() {
    ReplayModel model =
        model(
            """
            {"model": "demo", "replies": [{
              "expect": ["vibe", "hi there"],
              "reasoning": "Let me see.",
              "text": "I will replace the calls; supercalifragilistic 😀😀😀😀😀😀😀.",
              "calls": [{"name": "bash", "arguments": {"command": "ls", "n": [1, true, null]}},
                        {"name": "bash", "arguments_text": "{\\"broken"},
                        {"name": "todo"}],
              "usage": {"input_tokens": 10, "output_tokens": 5, "cached_tokens": 4}
            }]}
            """);
    List<ModelEvent> events = play(model);
    StringBuilder text = new StringBuilder();
    StringBuilder reasoning = new StringBuilder();
    for (ModelEvent event : events) {
      switch (event) {
        case ModelEvent.TextDelta(String piece) -> {
          assertTrue(piece.length() <= 14, piece);
          assertFalse(Character.isLowSurrogate(piece.charAt(0)), piece);
          text.append(piece);
        }
        case ModelEvent.ReasoningDelta(String piece) -> reasoning.append(piece);
        case ModelEvent.Done done -> {
          assertEquals(text.toString(), done.reply().text());
          assertEquals(reasoning.toString(), done.reply().reasoning().text());
          assertEquals(ModelEvent.Finish.TOOL_CALLS, done.finish());
          assertEquals(new Usage(10, 5, 4), done.usage());
          assertEquals(
              List.of(
                  new ToolCall(
                      new CallId("replay1c0"),
                      "bash",
                      new RawJson("{\"command\":\"ls\",\"n\":[1,true,null]}")),
                  new ToolCall(new CallId("replay1c1"), "bash", new RawJson("{\"broken")),
                  new ToolCall(new CallId("replay1c2"), "todo", new RawJson("{}"))),
              done.reply().calls());
        }
        case ModelEvent.Loading loading -> throw new AssertionError(loading);
        case ModelEvent.Reading reading -> {}
        case ModelEvent.Retrying retrying -> throw new AssertionError(retrying);
        case ModelEvent.Failed failed -> throw new AssertionError(failed);
      }
    }
    assertEquals("demo", model.id());
    assertEquals("replay", model.endpoint());
    assertEquals("demo", model.served().getFirst().id());
  }

  @Test
  void a_used_up_cassette_says_so() {
    ReplayModel model = model("{\"replies\": [{\"text\": \"one\"}]}");
    assertInstanceOf(ModelEvent.Done.class, play(model).getLast());
    ModelEvent.Failed failed = assertInstanceOf(ModelEvent.Failed.class, play(model).getLast());
    assertEquals(ModelEvent.Kind.REJECTED, failed.kind());
    assertEquals(ProblemCode.CASSETTE_USED_UP, failed.problem().code());
  }

  @Test
  void a_request_that_a_reply_was_not_made_for_is_refused() {
    ReplayModel model =
        model("{\"replies\": [{\"text\": \"one\", \"expect\": [\"hi\", \"bye\"]}]}");
    ModelEvent.Failed failed = assertInstanceOf(ModelEvent.Failed.class, play(model).getLast());
    assertEquals(ProblemCode.CASSETTE_MISMATCH, failed.problem().code());
    assertTrue(failed.problem().cause().endsWith("bye"));
  }

  @Test
  void failures_and_cuts_are_played() {
    ReplayModel model =
        model(
            """
            {"replies": [
              {"failure": {"kind": "unauthorized", "what": "no", "cause": "key", "remedy": "get one"}},
              {"text": "half a ", "cut": true},
              {"text": "cut at", "finish": "length"}
            ]}
            """);
    assertEquals(
        new ModelEvent.Failed(
            ModelEvent.Kind.UNAUTHORIZED,
            new Problem(ProblemCode.UNAUTHORIZED, "no", "key", "get one"),
            ""),
        play(model).getLast());
    ModelEvent.Failed cut = assertInstanceOf(ModelEvent.Failed.class, play(model).getLast());
    assertEquals("half a ", cut.partialText());
    assertEquals(ProblemCode.BROKEN_STREAM, cut.problem().code());
    assertEquals(
        ModelEvent.Finish.LENGTH,
        assertInstanceOf(ModelEvent.Done.class, play(model).getLast()).finish());
  }

  @Test
  void a_mistake_in_a_cassette_is_told_with_its_place() {
    assertMistake("{\"replies\": [{\"txt\": \"a\"}]}", "$.replies[0].txt: unknown key");
    assertMistake("{\"replies\": [{\"text\": 3}]}", "$.replies[0].text: expected a string");
    assertMistake("{\"replies\": {}}", "$.replies: expected a list");
    assertMistake("{\"replies\": [3]}", "$.replies[0]: expected an object");
    assertMistake(
        "{\"replies\": [{\"calls\": [{\"arguments\": {}}]}]}",
        "$.replies[0].calls[0].name: needed");
    assertMistake("{\"replies\": [{\"finish\": \"later\"}]}", "$.replies[0].finish: unknown value");
    assertMistake(
        "{\"replies\": [{\"delay_ms\": -1}]}", "$.replies[0].delay_ms: expected a number");
    assertMistake(
        "{\"replies\": [{\"failure\": {\"code\": \"server-bussy\"}}]}",
        "$.replies[0].failure.code: unknown code server-bussy; the nearest is server-busy");
    assertMistake(
        "{\"replies\": [{\"failure\": {\"code\": \"moon-phase\"}}]}",
        "docs/problems.md lists them");
    assertMistake("{\"replies\": [", "$");
  }

  private static void assertMistake(String json, String where) {
    VibeException e = assertThrows(VibeException.class, () -> model(json), json);
    assertEquals(ExitCode.USAGE, e.exitCode());
    assertEquals(ProblemCode.BAD_CASSETTE, e.problem().code());
    assertTrue(e.problem().cause().contains(where), e.problem().cause());
  }

  @Test
  void every_cassette_that_is_shipped_or_shown_can_be_read() throws IOException {
    String doc = Files.readString(Path.of("docs/cassettes.md"));
    int start = doc.indexOf("```json\n") + 8;
    Cassette shown = CassetteReader.read("docs", doc.substring(start, doc.indexOf("```", start)));
    assertEquals(2, shown.replies().size());
    try (Stream<Path> files = Files.walk(Path.of("examples"))) {
      List<Path> all = files.filter(file -> file.endsWith("cassette.json")).toList();
      assertFalse(all.isEmpty());
      for (Path file : all) {
        assertFalse(
            CassetteReader.read(file.toString(), Files.readString(file)).replies().isEmpty());
      }
    }
  }
}
