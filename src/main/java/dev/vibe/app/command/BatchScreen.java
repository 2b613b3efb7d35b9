package dev.vibe.app.command;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.task.batch.Batch;
import dev.vibe.task.batch.BatchTask;
import dev.vibe.task.batch.TaskEnd;
import dev.vibe.terminal.TerminalCheck;
import dev.vibe.text.ColorChoice;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import dev.vibe.view.Channel;
import dev.vibe.view.ColorPolicy;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Screen of a batch on standard error: a line for each end of a task, and below them, in a
 * terminal, a table of what runs, drawn over five times a second. Elsewhere a line for each
 * beginning instead. Thread-safe.
 */
final class BatchScreen implements Batch.Watcher, AutoCloseable {

  private static final long FRAME_MILLIS = 200;

  private final PrintStream stream;
  private final boolean isMoving;

  /** Guarded by this object, as everything below. */
  private int drawn;

  private Optional<Batch> batch = Optional.empty();
  private Optional<Thread> drawing = Optional.empty();

  BatchScreen(HostEnvironment host, ColorChoice color) {
    this.stream = host.err();
    this.isMoving =
        host.tty().error()
            && new ColorPolicy(color, host.environment()).moves(Channel.Target.TERMINAL);
  }

  /** Draws from now on. */
  synchronized void start(Batch shown) {
    batch = Optional.of(shown);
    if (isMoving) {
      drawing = Optional.of(Thread.ofPlatform().daemon().name("batch-table").start(this::redraw));
    }
  }

  private void redraw() {
    try {
      while (true) {
        draw();
        Thread.sleep(FRAME_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void draw() {
    // Asked for outside of the lock: whoever tells an end holds none of the batch's, either.
    Optional<Batch> shown;
    synchronized (this) {
      shown = batch;
    }
    int columns = TerminalCheck.errorColumns();
    List<String> lines = shown.map(each -> each.board().lines(columns - 1)).orElse(List.of());
    synchronized (this) {
      if (drawing.isEmpty() || batch.isEmpty()) {
        return;
      }
      erase();
      lines.forEach(line -> stream.print(line + "\n"));
      stream.flush();
      drawn = lines.size();
    }
  }

  private void erase() {
    if (drawn > 0) {
      stream.print("\r\u001b[" + Math.min(drawn, 99) + "A\u001b[J");
      drawn = 0;
    }
  }

  private synchronized void line(String text) {
    erase();
    stream.println(ControlChars.neutraliseLine(text));
  }

  @Override
  public void began(BatchTask task) {
    if (!isMoving) {
      line("begin " + task.id());
    }
  }

  @Override
  public void ended(TaskEnd end) {
    String why = end.problem().isEmpty() ? "" : ": " + end.problem();
    line(
        "%s %s · %s · %s tokens%s%s"
            .formatted(
                end.status(),
                end.id(),
                Figures.duration(Duration.ofMillis(end.durationMillis())),
                Figures.tokens(end.tokens()),
                end.branch().isEmpty() ? "" : " · " + end.branch(),
                why));
  }

  @Override
  public synchronized void close() {
    drawing.ifPresent(Thread::interrupt);
    drawing = Optional.empty();
    batch = Optional.empty();
    erase();
    stream.flush();
  }
}
