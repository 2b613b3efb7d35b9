package dev.vibe.task.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import dev.vibe.task.batch.Batch.Again;
import dev.vibe.task.batch.Batch.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {

  private static final BatchLimits NO_LIMITS = new BatchLimits(0, 0, 0, Duration.ZERO);
  private static final Batch.Watcher NOBODY =
      new Batch.Watcher() {
        @Override
        public void began(BatchTask task) {}

        @Override
        public void ended(TaskEnd end) {}
      };

  @TempDir private Path temporary;
  private Path file;
  private final List<String> worked = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void file() {
    file = temporary.resolve("results.jsonl");
  }

  private static List<BatchTask> tasks(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new BatchTask("t" + i, "do " + i, "", "", "", ""))
        .toList();
  }

  private static TaskEnd end(BatchTask task, String status) {
    Map<String, Object> usage = Map.of("input_tokens", 90, "output_tokens", 10);
    return new TaskEnd(
        task.id(),
        task.digest(),
        "",
        "patch of " + task.id(),
        Map.of("status", status, "turns", 2, "usage", usage, "model", "m", "cost_usd", 0.5));
  }

  private TaskWorker worker(String status, String place) {
    return new TaskWorker() {
      @Override
      public Optional<TaskEnd> work(BatchTask task, Meter meter) {
        worked.add(task.id());
        return Optional.of(end(task, status));
      }

      @Override
      public String place(BatchTask task) {
        return place;
      }
    };
  }

  private Outcome run(List<BatchTask> tasks, BatchLimits limits, Again again, TaskWorker worker)
      throws InterruptedException {
    try (ResultsFile results = ResultsFile.open(file)) {
      Batch.Terms terms = new Batch.Terms(limits, 3, again);
      return new Batch(tasks, terms, worker, results, NOBODY, System::nanoTime).run();
    }
  }

  @Test
  void what_has_a_result_is_not_done_again() throws Exception {
    run(tasks(3), NO_LIMITS, Again.NONE, worker("done", ""));
    Outcome outcome = run(tasks(5), NO_LIMITS, Again.NONE, worker("done", ""));
    assertEquals(List.of("t1", "t2", "t3", "t4", "t5"), worked.stream().sorted().toList());
    assertEquals(5, outcome.ends().size());
    assertEquals(ExitCode.DONE, outcome.exitCode());
  }

  @Test
  void a_line_that_a_kill_tore_is_done_again() throws Exception {
    run(tasks(2), NO_LIMITS, Again.NONE, worker("done", ""));
    Files.writeString(file, "{\"type\":\"task_res", StandardOpenOption.APPEND);
    worked.clear();
    run(tasks(3), NO_LIMITS, Again.NONE, worker("done", ""));
    assertEquals(List.of("t3"), worked);
    assertEquals(3, ResultsFile.read(file).size());
  }

  @Test
  void a_task_whose_line_is_another_is_done_again() throws Exception {
    run(tasks(1), NO_LIMITS, Again.NONE, worker("done", ""));
    worked.clear();
    run(
        List.of(new BatchTask("t1", "something else", "", "", "", "")),
        NO_LIMITS,
        Again.NONE,
        worker("done", ""));
    assertEquals(List.of("t1"), worked);
  }

  @Test
  void what_failed_is_done_again_when_that_is_wanted() throws Exception {
    Outcome failed = run(tasks(2), NO_LIMITS, Again.NONE, worker("failed", ""));
    assertEquals(ExitCode.FAILED, failed.exitCode());
    worked.clear();
    run(tasks(2), NO_LIMITS, Again.NONE, worker("done", ""));
    assertEquals(List.of(), worked);
    assertEquals(
        ExitCode.DONE, run(tasks(2), NO_LIMITS, Again.FAILED, worker("done", "")).exitCode());
    assertEquals(List.of("t1", "t2"), worked.stream().sorted().toList());
  }

  @Test
  void several_run_at_once() throws Exception {
    CyclicBarrier together = new CyclicBarrier(3);
    TaskWorker worker =
        new TaskWorker() {
          @Override
          public Optional<TaskEnd> work(BatchTask task, Meter meter) {
            try {
              together.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IllegalStateException("they do not run at once", e);
            }
            return Optional.of(end(task, "done"));
          }

          @Override
          public String place(BatchTask task) {
            return "";
          }
        };
    assertEquals(3, run(tasks(3), NO_LIMITS, Again.NONE, worker).ends().size());
  }

  @Test
  void no_two_run_in_one_place() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    TaskWorker worker =
        new TaskWorker() {
          @Override
          public Optional<TaskEnd> work(BatchTask task, Meter meter) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            inside.decrementAndGet();
            return Optional.of(end(task, "done"));
          }

          @Override
          public String place(BatchTask task) {
            return "one";
          }
        };
    assertEquals(9, run(tasks(9), NO_LIMITS, Again.NONE, worker).ends().size());
    assertEquals(1, most.get());
  }

  @Test
  void a_limit_is_on_all_tasks_together() throws Exception {
    BatchLimits limits = new BatchLimits(0, 250, 0, Duration.ZERO);
    Outcome outcome = run(tasks(9), limits, Again.NONE, worker("done", "one"));
    assertEquals(3, outcome.ends().size());
    assertEquals(6, outcome.left());
    assertEquals(ExitCode.LIMIT, outcome.exitCode());
    assertEquals("250 tokens", outcome.reached());
    assertEquals(0, run(tasks(9), limits, Again.NONE, worker("done", "one")).ends().size() - 3);
  }

  @Test
  void what_runs_when_a_limit_is_reached_is_stopped_and_has_no_result() throws Exception {
    TaskWorker worker =
        new TaskWorker() {
          @Override
          public Optional<TaskEnd> work(BatchTask task, Meter meter) throws InterruptedException {
            CountDownLatch stopped = new CountDownLatch(1);
            meter.attach(as -> stopped.countDown());
            meter.spent(1, 1000, 0);
            assertTrue(stopped.await(20, TimeUnit.SECONDS));
            return meter.isStopped() ? Optional.empty() : Optional.of(end(task, "done"));
          }

          @Override
          public String place(BatchTask task) {
            return "";
          }
        };
    Outcome outcome = run(tasks(4), new BatchLimits(0, 900, 0, Duration.ZERO), Again.NONE, worker);
    assertEquals(0, outcome.ends().size());
    assertEquals(4, outcome.left());
    assertEquals("", Files.readString(file));
  }

  @Test
  void two_batches_do_not_write_to_one_file() {
    try (ResultsFile first = ResultsFile.open(file)) {
      VibeException e = assertThrows(VibeException.class, () -> ResultsFile.open(file));
      assertEquals("another batch writes to it", e.problem().cause());
      assertEquals(List.of(), first.earlier());
    }
    ResultsFile.open(file).close();
  }

  @Test
  void a_file_that_holds_something_else_stays_as_it_is() throws IOException {
    Files.writeString(file, "my notes\n");
    assertThrows(VibeException.class, () -> ResultsFile.open(file));
    assertEquals("my notes\n", Files.readString(file));
  }

  @Test
  void results_of_shards_are_joined_in_the_order_of_the_tasks() {
    List<BatchTask> tasks = tasks(4);
    MergedResults merged =
        MergedResults.of(
            tasks,
            List.of(
                end(tasks.get(2), "done"),
                end(tasks.get(0), "done"),
                end(tasks.get(0), "failed"),
                end(tasks.get(1), "failed"),
                end(tasks.get(1), "timeout")));
    assertEquals(List.of("t1", "t2", "t3"), merged.ends().stream().map(TaskEnd::id).toList());
    assertEquals(
        List.of("done", "timeout", "done"), merged.ends().stream().map(TaskEnd::status).toList());
    assertEquals(List.of("t4"), merged.missing());
    assertEquals(
        "{\"instance_id\":\"t1\",\"model_name_or_path\":\"m\",\"model_patch\":\"patch of t1\"}",
        merged.predictions().getFirst());
    assertEquals(
        merged.ends(), merged.lines().stream().flatMap(l -> TaskEnd.decode(l).stream()).toList());
  }

  @Test
  void the_board_tells_what_runs_within_the_width() {
    BatchBoard board =
        new BatchBoard(
            List.of(
                new BatchBoard.Row("t1", Duration.ofSeconds(62), 1200, "run make test"),
                new BatchBoard.Row("a-long-name", Duration.ofSeconds(3), 0, "starting")),
            5,
            2,
            1,
            new BatchLimits.Spent(9, 4000, 0));
    assertEquals(
        List.of(
            "2 of 10 tasks done, 1 failed, 2 running, 5 waiting · 4.0k tokens",
            "  t1           1 min 02 s  1.2k    run make test",
            "  a-long-name  3 s         0       starting"),
        board.lines(80));
    assertFalse(board.lines(30).stream().anyMatch(line -> line.length() > 30));
  }
}
