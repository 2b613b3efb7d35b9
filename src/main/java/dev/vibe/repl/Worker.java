package dev.vibe.repl;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.repl.state.Input;
import dev.vibe.repl.state.Request;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Worker with the thread on which requests are handled, one after the other. */
final class Worker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final SessionBackend backend;
  private final Consumer<Input> tell;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean isClosed;

  Worker(SessionBackend backend, Consumer<Input> tell) {
    this.backend = backend;
    this.tell = tell;
    this.thread = Thread.ofPlatform().daemon().name("backend").unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  void add(Request request) {
    requests.add(request);
  }

  void stop() {
    backend.stop();
  }

  /** Ends the thread; what it does is ended, what waits is dropped. */
  @Override
  public void close() {
    isClosed = true;
    requests.clear();
    backend.stop();
    thread.interrupt();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      open();
      while (!isClosed) {
        handle(requests.take());
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  /** A fault of ours ends the session: nothing would take what is typed. */
  private void open() {
    try {
      backend.open(tell);
    } catch (RuntimeException e) {
      LOG.error("the session broke", e);
      tell.accept(new Input.Unavailable(ExitCode.FAILED, Problem.ofFault("the session", e)));
    }
  }

  private void handle(Request request) {
    try {
      backend.handle(request, tell);
    } catch (VibeException e) {
      told(e.problem().what() + ": " + e.problem().cause());
    } catch (RuntimeException e) {
      LOG.error("a request broke", e);
      told("that failed on a fault of vibe itself; the log file says more");
    }
  }

  private void told(String what) {
    tell.accept(new Input.Told(List.of(Line.foreign(Role.WARNING, what))));
    tell.accept(new Input.Finished(List.of()));
  }
}
