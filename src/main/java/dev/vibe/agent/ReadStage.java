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

  private record Waiting(int index, Invocation.Reading reading) {}

  void add(int index, Invocation.Reading reading) {
    waiting.add(new Waiting(index, reading));
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
        output -> finish(next.next().index(), output, start));
  }

  private void finish(int index, ToolOutput output, long start) {
    results.give(index, output, Duration.ofNanos(System.nanoTime() - start));
  }
}
