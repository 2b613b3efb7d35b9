package dev.vibe.bench;

import dev.vibe.context.ContextBuilder;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ModelRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Benchmark of our own part of making room: of a session of 300 turns, on windows of two sizes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class ContextBenchmark {

  private static final int TURNS = 300;
  private static final int RESULT_CHARS = 4_000;

  @Param({"8192", "131072"})
  public int window;

  private final List<Message> said = new ArrayList<>();

  @Setup
  public void make() {
    said.add(Message.User.text("Make it right. Never touch setup.py."));
    for (int i = 0; i < TURNS; i++) {
      CallId id = new CallId("call" + i);
      RawJson arguments = new RawJson("{\"file\":\"src/f" + i % 20 + ".py\"}");
      said.add(
          new Message.Assistant(
              "Next.", Reasoning.NONE, List.of(new ToolCall(id, "read_file", arguments))));
      said.add(
          new Message.ToolResults(
              List.of(new ToolResult(id, "read_file", Outcome.OK, "x".repeat(RESULT_CHARS)))));
    }
  }

  private ContextBuilder builder() {
    return new ContextBuilder(
        "You are a test.",
        List.of(),
        () -> Capabilities.UNKNOWN.withContext(window),
        ContextBuilder.Compactions.AUTOMATIC);
  }

  /** Weighed, cut as deep as it goes, and made to fit. */
  @Benchmark
  public ModelRequest requestThatFits() {
    return builder().request(said);
  }

  /** All but the model's part. */
  @Benchmark
  public String compaction() {
    return builder().compaction(said, said, 0).orElseThrow().text("## Goal");
  }
}
