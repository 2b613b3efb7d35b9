package dev.vibe.git.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import dev.vibe.git.checkpoint.RecordWriter.Effort;
import dev.vibe.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordWriterTest {

  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private RecordWriter writer;

  @BeforeEach
  void make(@TempDir Path temporary) {
    Sandbox box = new Sandbox(temporary);
    CheckpointPlace place = new CheckpointPlace(box.folder(), List.of(), box.settings());
    SessionRecords records =
        new SessionRecords(() -> place, "s1", () -> box.open().snapshot(), Steps.UNWATCHED);
    writer = new RecordWriter(records);
  }

  private RecordWriter.Work<Boolean> note(String what) {
    return records -> done.add(what);
  }

  private static <T> RecordWriter.Work<T> failing(String why) {
    return records -> {
      throw new IOException(why);
    };
  }

  private List<String> causes() {
    return writer.takeProblems().stream().map(Problem::cause).toList();
  }

  @Test
  void what_is_handed_in_is_done_in_order_and_nobody_waits_for_what_may_be_later() {
    CountDownLatch go = new CountDownLatch(1);
    writer.later(
        records -> {
          awaited(go);
          return done.add("first");
        });
    writer.later(note("second"));
    assertEquals(List.of(), done);
    go.countDown();
    assertEquals(Optional.of(true), writer.now(Effort.ALWAYS, note("third")));
    assertEquals(List.of("first", "second", "third"), done);
  }

  @Test
  void what_takes_longer_than_the_wait_goes_on_and_what_comes_next_is_after_it() {
    CountDownLatch go = new CountDownLatch(1);
    boolean begun =
        writer.within(
            Duration.ZERO,
            Effort.ALWAYS,
            records -> {
              awaited(go);
              return done.add("slow");
            },
            () -> done.add("late"));
    assertTrue(begun);
    assertEquals(List.of("late"), done);
    writer.later(note("next"));
    go.countDown();
    writer.settle();
    assertEquals(List.of("late", "slow", "next"), done);
    assertTrue(writer.within(Duration.ofMinutes(1), Effort.ALWAYS, note("quick"), () -> {}));
    assertFalse(writer.within(Duration.ofMinutes(1), Effort.ALWAYS, failing("full"), () -> {}));
    assertEquals(List.of("late", "slow", "next", "quick"), done);
  }

  @Test
  void settle_waits_for_all_of_it() {
    CountDownLatch go = new CountDownLatch(1);
    writer.later(
        records -> {
          awaited(go);
          return done.add("first");
        });
    writer.later(note("second"));
    go.countDown();
    writer.settle();
    assertEquals(List.of("first", "second"), done);
    writer.settle();
  }

  @Test
  void a_failure_is_told_once_and_only_what_matters_is_tried_until_something_works() {
    assertEquals(Optional.empty(), writer.now(Effort.ALWAYS, failing("full")));
    assertEquals(Optional.empty(), writer.now(Effort.UNLESS_FAILING, note("left out")));
    assertEquals(Optional.empty(), writer.now(Effort.ALWAYS, failing("still full")));
    assertEquals(List.of("full"), causes());
    assertEquals(Optional.of(true), writer.now(Effort.ALWAYS, note("tried")));
    assertEquals(Optional.of(true), writer.now(Effort.UNLESS_FAILING, note("again")));
    assertEquals(List.of("tried", "again"), done);
    writer.later(failing("full again"));
    writer.settle();
    assertEquals(List.of("full again"), causes());
    assertEquals(List.of(), causes());
  }

  @Test
  void unchecked_exceptions_are_problems_and_errors_reach_whoever_waits() {
    writer.later(
        records -> {
          throw new UncheckedIOException(new IOException("odd"));
        });
    writer.settle();
    assertTrue(causes().getFirst().contains("odd"));
    writer.later(
        records -> {
          throw new StackOverflowError("deep");
        });
    assertThrows(
        StackOverflowError.class, () -> writer.now(Effort.ALWAYS, note("never, as it was cut")));
    assertEquals(Optional.of(true), writer.now(Effort.ALWAYS, note("next")));
    assertEquals(List.of("next"), done);
  }

  @Test
  void an_interrupt_breaks_nothing_off_and_is_kept() {
    Thread.currentThread().interrupt();
    writer.now(Effort.ALWAYS, records -> done.add("interrupted " + Thread.interrupted()));
    assertTrue(Thread.interrupted());
    assertEquals(List.of("interrupted false"), done);
  }

  private static void awaited(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
