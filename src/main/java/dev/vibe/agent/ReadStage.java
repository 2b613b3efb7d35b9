package dev.vibe.agent;

import dev.vibe.tool.Invocation;
import dev.vibe.tool.ToolOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads of a reply that passed the gate and wait for their turn; neighbours run in parallel. */
final class ReadStage {

  private final ToolRunner runner;
  private final CallResults answers;
  private final List<Waiting> waiting = new ArrayList<>();

  ReadStage(ToolRunner runner, CallResults answers) {
    this.runner = runner;
    this.answers = answers;
  }

  private record Waiting(int index, Invocation.Reading reading) {}

  void add(int index, Invocation.Reading reading) {
    waiting.add(new Waiting(index, reading));
  }

  /** Runs what waits and answers its calls; a stop ends it early. */
  void run() {
    List<Waiting> ready = List.copyOf(waiting);
    waiting.clear();
    long start = System.nanoTime();
    if (ready.size() == 1) {
      Invocation.Body body = ready.getFirst().reading().body();
      finish(ready.getFirst(), runner.interrupts().during(() -> runner.execute(body)), start);
    } else if (!ready.isEmpty()) {
      runAll(ready, start);
    }
  }

  private void runAll(List<Waiting> ready, long start) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ToolOutput>> futures =
          ready.stream()
              .map(read -> threads.submit(() -> runner.execute(read.reading().body())))
              .toList();
      for (int i = 0; i < ready.size(); i++) {
        Future<ToolOutput> future = futures.get(i);
        ToolOutput output = runner.interrupts().during(() -> await(future, threads));
        finish(ready.get(i), output, start);
      }
    }
  }

  private static ToolOutput await(Future<ToolOutput> future, ExecutorService threads) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
      return ToolRunner.brokenOff();
    } catch (ExecutionException e) {
      throw new IllegalStateException("execute is total", e.getCause());
    }
  }

  private void finish(Waiting read, ToolOutput output, long start) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    output.events().forEach(runner.bus()::publish);
    answers.give(read.index(), output, took);
  }
}
