package dev.vibe.bench;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.session.SessionLog;
import dev.vibe.session.SessionReader;
import dev.vibe.session.Transcript;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Benchmark of the log of a long session: opened again, and one event added, without the flush. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class SessionBenchmark {

  private static final int EVENTS = 10_000;
  private static final String OPENED = "opened";

  private Folder scratch = Folder.NONE;
  private Optional<SessionLog> appended = Optional.empty();
  private long seq;

  @Setup
  public void make() throws IOException {
    scratch = Folder.onDisk();
    try (SessionLog log = SessionLog.create(scratch.path(), OPENED)) {
      for (seq = 1; seq <= EVENTS; seq++) {
        log.append(event());
      }
    }
    appended = Optional.of(SessionLog.create(scratch.path(), "appended"));
  }

  /** In turn a reply with a call, that call, and its result. */
  private Envelope event() {
    CallId id = new CallId("call" + seq / 3);
    ToolCall call = new ToolCall(id, "read_file", new RawJson("{\"file\":\"src/part/a.py\"}"));
    Event event =
        switch ((int) (seq % 3)) {
          case 0 ->
              new Event.AssistantSaid(
                  new Message.Assistant("I look at it.", Reasoning.NONE, List.of(call)));
          case 1 -> new Event.ToolCalled(call, "read src/part/a.py");
          default ->
              new Event.ToolFinished(
                  new ToolResult(
                      id, "read_file", ToolResult.Outcome.OK, "VERSION = 1\n".repeat(40)),
                  Duration.ofMillis(3));
        };
    return new Envelope(seq, Instant.EPOCH, OPENED, 1, event);
  }

  @Benchmark
  public int openTenThousandEvents() {
    return Transcript.of(SessionReader.read(scratch.path().resolve(OPENED)).events())
        .messages()
        .size();
  }

  @Benchmark
  public long append() {
    seq++;
    appended.orElseThrow().append(event());
    return seq;
  }

  @TearDown
  public void remove() throws IOException {
    appended.ifPresent(SessionLog::close);
    scratch.delete();
  }
}
