package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.ExitCode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InterruptsTest {

  private final Interrupts interrupts = new Interrupts();

  /** Never comes. */
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  private String untilInterrupted() {
    try {
      never.await();
      return "came";
    } catch (InterruptedException e) {
      return "interrupted";
    }
  }

  @Test
  void request_ends_a_wait_that_has_begun() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Thread other =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    begun.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  interrupts.request(ExitCode.TIMEOUT);
                });
    String ended =
        interrupts.during(
            () -> {
              begun.countDown();
              return untilInterrupted();
            });
    other.join();

    assertEquals("interrupted", ended);
    assertFalse(Thread.currentThread().isInterrupted(), "the flag is clear afterwards");
    assertEquals(
        Optional.of(ExitCode.TIMEOUT), interrupts.requested().map(stop -> stop.exitCode()));
  }

  @Test
  void request_before_a_wait_ends_it_at_once() {
    interrupts.request(ExitCode.INTERRUPTED);
    assertFalse(Thread.currentThread().isInterrupted(), "outside of a wait nothing is torn");
    assertEquals("interrupted", interrupts.during(this::untilInterrupted));
  }

  @Test
  void first_request_decides() {
    interrupts.request(ExitCode.TIMEOUT);
    interrupts.request(ExitCode.TERMINATED);
    assertEquals(
        Optional.of(ExitCode.TIMEOUT), interrupts.requested().map(stop -> stop.exitCode()));
  }

  @Test
  void after_a_reset_a_wait_goes_its_way() {
    interrupts.request(ExitCode.TIMEOUT);
    assertTrue(interrupts.isRequested());
    interrupts.reset();
    assertFalse(interrupts.isRequested());
    assertEquals(false, interrupts.during(() -> Thread.currentThread().isInterrupted()));
  }

  @Test
  void what_a_wait_throws_comes_through_and_the_wait_is_over() {
    assertThrows(
        IOException.class,
        () ->
            interrupts.during(
                () -> {
                  throw new IOException("gone");
                }));
    interrupts.request(ExitCode.INTERRUPTED);
    assertFalse(Thread.currentThread().isInterrupted());
  }
}
