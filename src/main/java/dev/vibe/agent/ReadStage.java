package dev.vibe.agent;

import dev.vibe.tool.Invocation;
import dev.vibe.tool.ToolOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Stage of a reply for reads that passed the gate: they wait for their turn, and neighbours run in
 * parallel.
 */
final class ReadStage {

  private final InvocationRunner runner;
  private final CallResults results;
  private final List<Waiting> waiting = new ArrayList<>();

  ReadStage(InvocationRunner runner, CallResults results) {
    this.runner = runner;
    this.results = results;
  }

  private record Waiting(int index, Invocation.Reading reading, String note) {}

  /**
   * Adds a read.
   *
   * @param note what the model is told before its result; may be empty
   */
  void add(int index, Invocation.Reading reading, String note) {
    waiting.add(new Waiting(index, reading, note.isEmpty() ? "" : "[" + note + "]\n"));
  }

  /** Runs what waits and answers its calls; a stop ends it early. */
  void run() {
    run(reading -> true);
  }

  /** As {@link #run}, of those that need not wait until the edits before them are written. */
  void runBeforeWriting() {
    run(reading -> reading.sight() == Invocation.Reading.Sight.STAGED);
  }

  private void run(Predicate<Invocation.Reading> wanted) {
    List<Waiting> ready = waiting.stream().filter(one -> wanted.test(one.reading())).toList();
    if (ready.isEmpty()) {
      return;
    }
    waiting.removeAll(ready);
    long start = System.nanoTime();
    Iterator<Waiting> next = ready.iterator();
    runner.runSideBySide(
        ready.stream().map(one -> one.reading().body()).toList(),
        output -> finish(next.next(), output, start));
  }

  private void finish(Waiting read, ToolOutput output, long start) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    results.give(read.index(), output.after(read.note()), took);
  }
}
