package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Mode;
import dev.vibe.event.RunResult;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The time that a run took is not the person's. */
class RunTimeTest {

  private static final long THINKS_NANOS = 20_000_000;

  @TempDir Path folder;

  @Test
  void the_wait_for_an_answer_is_left_out() {
    AgentFixture agent = new AgentFixture(folder).mode(Mode.ASK);
    agent.model.calls("str_replace", AgentFixture.edit("old", "new")).says("done");
    long[] thought = new long[1];
    agent.approver(
        question -> {
          long asked = System.nanoTime();
          while (System.nanoTime() - asked < THINKS_NANOS) {
            Thread.onSpinWait();
          }
          thought[0] = System.nanoTime() - asked;
          return new Answer.Yes();
        });
    long begun = System.nanoTime();
    RunResult result = agent.run();
    Duration rest = Duration.ofNanos(System.nanoTime() - begun - thought[0]);

    assertTrue(thought[0] >= THINKS_NANOS && result.took().compareTo(rest) <= 0, result::toString);
  }
}
