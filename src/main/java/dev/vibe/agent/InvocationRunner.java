package dev.vibe.agent;

import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.problem.RefusalCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.ControlChars;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runner of invocations, and the only one. Total: whatever a tool does wrong is a refusal or a
 * result, and its trace is in the log. Owned by the session's thread.
 */
final class InvocationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(InvocationRunner.class);

  private static final String BROKEN =
      "this tool broke on a fault of its own; do it another way, or tell the user";

  private final Interrupts interrupts;

  InvocationRunner(Interrupts interrupts) {
    this.interrupts = interrupts;
  }

  /** Whether the run is to end: nothing more should be begun. */
  boolean isStopped() {
    return interrupts.isRequested();
  }

  Prepared prepare(Toolbox.Bound<?> bound, ToolContext context) {
    try {
      return bound.prepare(context);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      LOG.error("{} broke while preparing", bound.declaration().name(), e);
      return new Refusal(RefusalCode.BROKEN, BROKEN);
    }
  }

  /** Runs it to its end; no stop reaches it. */
  ToolOutput run(Invocation.Body body) {
    return execute(body);
  }

  /** Runs it; a stop ends it early. */
  ToolOutput runStoppable(Invocation.Body body) {
    return interrupts.during(() -> execute(body));
  }

  /**
   * Runs them in parallel, each on a thread of its own; a stop ends them early. One that no
   * interrupt reaches, as in a read of a file system that does not answer, is left to itself then.
   *
   * @param inOrder given each output in the order of the bodies, as soon as that one is there; on
   *     the calling thread
   */
  void runSideBySide(List<Invocation.Body> bodies, Consumer<ToolOutput> inOrder) {
    List<FutureTask<ToolOutput>> outputs = new ArrayList<>();
    for (Invocation.Body body : bodies) {
      FutureTask<ToolOutput> output = new FutureTask<>(() -> execute(body));
      Thread.ofVirtual().name("read").start(output);
      outputs.add(output);
    }
    for (FutureTask<ToolOutput> output : outputs) {
      inOrder.accept(interrupts.during(() -> await(output)));
    }
  }

  private static ToolOutput await(FutureTask<ToolOutput> output) {
    try {
      return output.get();
    } catch (InterruptedException e) {
      output.cancel(true);
      Thread.currentThread().interrupt();
      return brokenOff();
    } catch (ExecutionException e) {
      throw new IllegalStateException("execute is total", e.getCause());
    }
  }

  /** An interrupt leaves the thread's flag set. */
  private static ToolOutput execute(Invocation.Body body) {
    try {
      return body.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return brokenOff();
    } catch (VibeException e) {
      return ToolOutput.failed(
          ControlChars.neutraliseLine(e.problem().what() + ": " + e.problem().cause()));
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      LOG.error("a tool broke while running", e);
      return ToolOutput.failed(BROKEN);
    }
  }

  private static ToolOutput brokenOff() {
    return new ToolOutput(Outcome.INTERRUPTED, "interrupted; it may have run in part", List.of());
  }
}
