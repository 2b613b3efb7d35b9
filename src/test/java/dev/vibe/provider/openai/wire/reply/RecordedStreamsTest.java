package dev.vibe.provider.openai.wire.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.net.SseEvent;
import dev.vibe.net.SseReader;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.openai.wire.UnreadableChunk;
import dev.vibe.testkit.Gen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of one and the same reply as each kind of server sends it: some thinking, a line of
 * text, two calls. A file for each in {@code streams}.
 */
final class RecordedStreamsTest {

  private static final Path FOLDER = Path.of("src/test/resources/streams");
  private static final List<ToolSpec> TOOLS =
      List.of(
          new ToolSpec("bash", "", new RawJson("{\"type\":\"object\"}")),
          new ToolSpec("todo", "", new RawJson("{\"type\":\"object\"}")));

  static List<String> recordings() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] bytes(String recording) throws IOException {
    return Files.readAllBytes(FOLDER.resolve(recording));
  }

  /** What came of some bytes: the deltas, joined, and how it ended. */
  private record Outcome(String thought, String text, DeltaAssembler.Ending ending) {

    boolean isWhole() {
      return ending instanceof DeltaAssembler.Ending.Whole;
    }
  }

  private static Outcome play(InputStream in) {
    DeltaAssembler assembler = new DeltaAssembler(TOOLS, Set.of());
    SseReader reader = new SseReader(in, 1 << 20);
    List<ModelEvent> events = new ArrayList<>();
    DeltaAssembler.Ending ending;
    try {
      DeltaAssembler.Marked marked = DeltaAssembler.Marked.NO;
      Optional<SseEvent> event = reader.next();
      while (event.isPresent() && marked == DeltaAssembler.Marked.NO) {
        if (event.get().data().startsWith("[DONE]")) {
          marked = DeltaAssembler.Marked.YES;
        } else {
          assembler.accept(event.get().data(), events::add);
        }
        event = reader.next();
      }
      ending = assembler.end(marked, events::add);
    } catch (UnreadableChunk e) {
      ending = new DeltaAssembler.Ending.Broken(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    StringBuilder thought = new StringBuilder();
    StringBuilder text = new StringBuilder();
    for (ModelEvent each : events) {
      switch (each) {
        case ModelEvent.TextDelta(String piece) -> text.append(piece);
        case ModelEvent.ReasoningDelta(String piece) -> thought.append(piece);
        case ModelEvent.Loading loading -> {}
        case ModelEvent.Reading reading -> {}
        case ModelEvent.Retrying retrying -> throw new AssertionError(retrying);
        case ModelEvent.Done done -> throw new AssertionError(done);
        case ModelEvent.Failed failed -> throw new AssertionError(failed);
      }
    }
    return new Outcome(thought.toString(), text.toString(), ending);
  }

  private static Outcome play(byte[] bytes) {
    return play(new ByteArrayInputStream(bytes));
  }

  /** Gives no more than some bytes at a time. */
  private static InputStream inPieces(byte[] bytes, RandomGenerator random, int most) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(most)));
      }
    };
  }

  @Test
  void there_is_one_of_every_kind() throws IOException {
    assertTrue(
        recordings()
            .containsAll(
                List.of(
                    "litellm.sse",
                    "llama-cpp.sse",
                    "lm-studio.sse",
                    "mistral.sse",
                    "ollama.sse",
                    "sglang.sse",
                    "vllm.sse")));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void every_kind_of_server_says_the_same(String recording) throws IOException {
    Outcome outcome = play(bytes(recording));
    ModelEvent.Done done =
        assertInstanceOf(DeltaAssembler.Ending.Whole.class, outcome.ending).done();
    assertEquals("Where is it?", outcome.thought);
    assertEquals("Where is it?", done.reply().reasoning().text());
    assertEquals("I look — é漢😀.\n", outcome.text);
    assertEquals("I look — é漢😀.", done.reply().text());
    assertEquals(
        List.of("bash{\"command\": \"grep -n \\\"é漢😀\\\" src/a.py\"}", "todo{}"),
        done.reply().calls().stream().map(call -> call.name() + call.arguments()).toList());
    assertEquals(ModelEvent.Finish.TOOL_CALLS, done.finish());
    assertEquals(2841, done.usage().inputTokens());
    assertEquals(62, done.usage().outputTokens());
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void it_does_not_matter_where_the_network_cuts(String recording) throws IOException {
    byte[] bytes = bytes(recording);
    Outcome whole = play(bytes);
    for (int at = 1; at < bytes.length; at++) {
      List<InputStream> halves =
          List.of(
              new ByteArrayInputStream(bytes, 0, at),
              new ByteArrayInputStream(bytes, at, bytes.length - at));
      int cut = at;
      assertEquals(
          whole,
          play(new SequenceInputStream(Collections.enumeration(halves))),
          () -> "cut at " + cut);
    }
    Gen.forAll(
        recording,
        50,
        random -> assertEquals(whole, play(inPieces(bytes, random, 1 + random.nextInt(40)))));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void any_way_to_end_a_line_will_do(String recording) throws IOException {
    byte[] bytes = bytes(recording);
    Outcome whole = play(bytes);
    String lines = new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
    for (String end : List.of("\n", "\r\n", "\r")) {
      byte[] other = ("\uFEFF" + lines.replace("\n", end)).getBytes(StandardCharsets.UTF_8);
      assertEquals(whole, play(other));
      Gen.forAll(
          recording + " with other ends of lines",
          20,
          random -> assertEquals(whole, play(inPieces(other, random, 5))));
    }
  }

  /** A call may run once its reply is whole, and no earlier. */
  @ParameterizedTest
  @MethodSource("recordings")
  void row_36_no_beginning_is_a_reply_before_the_server_says_why_it_stopped(String recording)
      throws IOException {
    byte[] bytes = bytes(recording);
    Outcome whole = play(bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int finish = text.indexOf("\"finish_reason\":\"");
    for (int length = 0; length < bytes.length; length++) {
      Outcome beginning = play(Arrays.copyOf(bytes, length));
      int cut = length;
      assertFalse(length <= finish && beginning.isWhole(), () -> "cut at " + cut);
      assertTrue(whole.text.startsWith(beginning.text), () -> "cut at " + cut);
      if (beginning.ending instanceof DeltaAssembler.Ending.Whole(ModelEvent.Done done)) {
        assertEquals(2, done.reply().calls().size(), () -> "cut at " + cut);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void chunks_that_are_alike_are_read_as_if_they_were_not(String recording) throws IOException {
    List<String> data = new ArrayList<>();
    SseReader reader = new SseReader(new ByteArrayInputStream(bytes(recording)), 1 << 20);
    for (Optional<SseEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
      if (!event.get().data().startsWith("[")) {
        data.add(event.get().data());
      }
    }
    Gen.forAll(
        recording,
        50,
        random -> {
          TemplateChunkReader chunks = new TemplateChunkReader();
          for (int i = 0; i < 40; i++) {
            String json = data.get(random.nextInt(data.size()));
            String words = random.nextBoolean() ? "look" : "a\\n\\\"\\\\[" + i;
            String varied = json.replace("I ", words).replace("Where ", words);
            assertEquals(ChunkReader.read(varied).chunk(), chunks.read(varied), varied);
          }
        });
  }
}
