package dev.vibe.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.agent.Stop;
import dev.vibe.app.Harness;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.app.run.Watchdog.Patience;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Reasoning;
import dev.vibe.event.Detail;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.event.RunResult;
import dev.vibe.json.Json;
import dev.vibe.problem.ExitCode;
import dev.vibe.protocol.EventCodec;
import dev.vibe.text.ColorChoice;
import dev.vibe.text.FileDiff;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that something holds, as a read of a file system that does not answer would. */
@Timeout(30)
class WatchdogTest {

  private static final Patience AT_ONCE =
      new Patience(Duration.ofMillis(1), Duration.ofMinutes(10));
  private static final Patience IMPATIENT =
      new Patience(Duration.ofMillis(1), Duration.ofMillis(1));

  private static final RunOptions.Output JSON = output(RunOptions.Format.JSON);

  @TempDir Path scratch;
  private final BlockingQueue<ExitCode> halted = new ArrayBlockingQueue<>(5);
  private final StopSwitch stop = new StopSwitch(halted::add);
  private Harness product;

  @BeforeEach
  void prepare() {
    product = new Harness(scratch);
  }

  private static RunOptions.Output output(RunOptions.Format format) {
    return new RunOptions.Output(
        format, Detail.NORMAL, new RunOptions.Target.Nowhere(), new RunOptions.Target.Nowhere());
  }

  private static Envelope event(long seq, Event event) {
    return new Envelope(seq, Instant.EPOCH, "s-1", 1, event);
  }

  private Map<String, Object> record() {
    return Json.object(product.out().strip());
  }

  @Test
  @SuppressWarnings("try") // it watches while it is open
  void held_before_its_session_a_run_has_a_record_and_the_process_ends() throws Exception {
    try (Watchdog watchdog = Watchdog.over(product.host(stop), JSON, AT_ONCE)) {
      stop.request(ExitCode.TIMEOUT);

      assertEquals(ExitCode.TIMEOUT, halted.poll(20, TimeUnit.SECONDS));
    }
    assertEquals("timeout", record().get("status"));
    assertTrue(product.err().contains("something held the run"), product::err);
  }

  @Test
  void record_holds_what_the_run_has_come_to_and_nothing_comes_behind_it() throws Exception {
    HostEnvironment host = product.host(stop);
    RunOptions.Output stream = output(RunOptions.Format.STREAM_JSON);
    try (RunSinks sinks = new RunSinks(host, stream, ColorChoice.NEVER, "");
        Watchdog watchdog = Watchdog.over(host, stream, AT_ONCE)) {
      EventSink sink = watchdog.before(sinks.sink(Path.of("/")));
      sink.accept(event(1, new Event.SessionStarted("1.0", "/work", "m", "http://e", "auto")));
      sink.accept(event(2, said("Half done.")));
      sink.accept(event(3, changed("a.txt")));
      stop.request(ExitCode.TERMINATED);
      assertEquals(ExitCode.TERMINATED, halted.poll(20, TimeUnit.SECONDS));
      sink.accept(event(4, said("Too late.")));
      watchdog.endEarly(() -> product.outStream().println("a second record"));
    }

    List<String> lines = product.out().lines().toList();
    assertEquals(4, lines.size(), product::out);
    Map<String, Object> record = Json.object(lines.getLast());
    assertEquals("result", record.get("type"));
    assertEquals("interrupted", record.get("status"));
    assertEquals(143, record.get("exit_code"));
    assertEquals(4, record.get("seq"));
    assertEquals("s-1", record.get("session_id"));
    assertEquals("m", record.get("model"));
    assertEquals("Half done.", record.get("answer"));
    assertEquals(List.of("a.txt"), record.get("changed_files"));
  }

  @Test
  void reader_that_is_stuck_does_not_hold_the_end_up() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    EventSink stuck =
        envelope -> {
          writing.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (Watchdog watchdog = Watchdog.over(product.host(stop), JSON, IMPATIENT)) {
      EventSink sink = watchdog.before(stuck);
      Thread run = Thread.ofVirtual().start(() -> sink.accept(event(1, said("x"))));
      writing.await();
      stop.request(ExitCode.INTERRUPTED);

      assertEquals(ExitCode.INTERRUPTED, halted.poll(20, TimeUnit.SECONDS));
      run.interrupt();
    }
    assertEquals("", product.out());
  }

  @Test
  void run_that_ends_by_itself_is_left_alone() throws Exception {
    Watchdog watchdog = Watchdog.over(product.host(stop), JSON, Patience.USUAL);
    stop.request(ExitCode.TIMEOUT);
    RunResult result =
        OneShot.endedEarly(ExitCode.TIMEOUT, Stop.requested(ExitCode.TIMEOUT).problem(), "s-1");
    watchdog.endEarly(() -> product.outStream().println(EventCodec.encodeResult(result)));
    watchdog.close();

    assertNull(halted.poll(50, TimeUnit.MILLISECONDS));
    assertEquals("timeout", record().get("status"));
  }

  private static Event said(String text) {
    return new Event.AssistantSaid(new Message.Assistant(text, Reasoning.NONE, List.of()));
  }

  private static Event changed(String file) {
    return new Event.FileChanged(
        List.of(new CallId("a")),
        new FileDiff(file, FileDiff.Kind.CHANGED, List.of(), 1, 1),
        false);
  }
}
