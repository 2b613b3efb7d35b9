package dev.vibe.app.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunCancellerTest {

  private final RunCanceller canceller = new RunCanceller();

  @Test
  void stop_ends_the_work_that_goes_on() {
    CountDownLatch never = new CountDownLatch(1);
    assertThrows(
        InterruptedException.class,
        () ->
            canceller.during(
                () -> {
                  Thread.ofVirtual().start(canceller::stop);
                  never.await();
                  return "came";
                }));
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void stop_while_nothing_goes_on_does_nothing() throws InterruptedException {
    canceller.stop();
    assertFalse(Thread.currentThread().isInterrupted());
    assertEquals(false, canceller.during(() -> Thread.currentThread().isInterrupted()));
  }
}
