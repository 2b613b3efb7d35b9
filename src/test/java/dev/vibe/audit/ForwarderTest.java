package dev.vibe.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.audit.AuditSettings.OnFailure;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ForwarderTest {

  private static final Duration PATIENCE = Duration.ofMillis(500);

  @TempDir private Path folder;
  private Spill spill;

  @BeforeEach
  void spill() {
    spill = new Spill(folder, "syslog");
  }

  /** Takes all, or nothing. */
  private static final class FakeCollector implements Collector {
    private final List<String> got = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean isDead;
    private volatile boolean holds;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch freed = new CountDownLatch(1);

    @Override
    public String place() {
      return "tcp://collector.test";
    }

    @Override
    public void send(List<String> lines) throws IOException {
      if (holds) {
        reached.countDown();
        try {
          freed.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        throw new IOException("held");
      }
      if (isDead) {
        throw new IOException("nobody there");
      }
      got.addAll(lines);
    }

    @Override
    public void close() {
      freed.countDown();
    }
  }

  private static List<String> lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "{\"n\":" + i + "}").toList();
  }

  private List<Problem> session(FakeCollector collector, List<String> lines) {
    Forwarder forwarder = Forwarder.start(collector, spill, OnFailure.CONTINUE, PATIENCE);
    lines.forEach(line -> assertTrue(forwarder.take(line).isEmpty()));
    forwarder.close();
    return forwarder.takeNotices();
  }

  @Test
  void a_dead_collector_is_told_once_and_gets_all_of_it_with_the_next_run() throws IOException {
    FakeCollector collector = new FakeCollector();
    collector.isDead = true;
    List<Problem> notices = session(collector, lines(0, 250));
    assertEquals(1, notices.size());
    assertEquals(ProblemCode.AUDIT_UNREACHABLE, notices.getFirst().code());
    assertEquals("nobody there", notices.getFirst().cause());
    assertEquals(lines(0, 250), Files.readAllLines(spill.file()));

    assertEquals(1, session(collector, lines(250, 251)).size());

    collector.isDead = false;
    assertEquals(List.of(), session(collector, lines(251, 260)));
    assertEquals(lines(0, 260), collector.got);
    assertTrue(spill.isEmpty());
  }

  @Test
  void what_a_killed_process_was_about_to_send_is_taken_up() throws IOException {
    long gone = 2_147_483_000L;
    Files.writeString(folder.resolve("spill-syslog-" + gone + ".jsonl"), "{\"n\":0}\n");
    FakeCollector collector = new FakeCollector();
    session(collector, lines(1, 2));
    assertEquals(lines(0, 2), collector.got);
    assertTrue(spill.isEmpty());
  }

  @Test
  void more_than_the_queue_holds_goes_to_the_file() throws Exception {
    FakeCollector collector = new FakeCollector();
    collector.holds = true;
    Forwarder forwarder = Forwarder.start(collector, spill, OnFailure.CONTINUE, PATIENCE);
    forwarder.take("{\"n\":0}");
    collector.reached.await();
    lines(1, 1500).forEach(forwarder::take);
    assertEquals(499, Files.readAllLines(spill.file()).size());
    collector.close();
    forwarder.close();
    assertEquals(1500, Files.readAllLines(spill.file()).size());
  }

  @Test
  void with_stop_a_line_is_there_before_the_call_returns_or_the_call_says_why_not()
      throws IOException {
    FakeCollector collector = new FakeCollector();
    Forwarder forwarder = Forwarder.start(collector, spill, OnFailure.STOP, PATIENCE);
    assertTrue(forwarder.take("{\"n\":0}").isEmpty());
    assertEquals(lines(0, 1), collector.got);

    collector.isDead = true;
    assertEquals("nobody there", forwarder.take("{\"n\":1}").orElseThrow().cause());
    collector.isDead = false;
    assertTrue(forwarder.take("{\"n\":2}").isEmpty());
    assertEquals(lines(0, 3), collector.got);

    collector.holds = true;
    assertFalse(forwarder.take("{\"n\":3}").isEmpty());
    forwarder.close();
  }
}
