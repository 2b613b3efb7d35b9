package dev.vibe.config.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Search for a model server on this machine, at the usual ports. */
public final class LocalServerSearch {

  /** How long all servers together have to answer. */
  public static final Duration LIMIT = Duration.ofMillis(200);

  private LocalServerSearch() {}

  /** The first of {@link LocalServer#USUAL} that serves; they are asked side by side. */
  static Optional<LocalServer> first(Probe probe) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    List<FutureTask<Boolean>> answers =
        LocalServer.USUAL.stream()
            .map(server -> new FutureTask<>(() -> probe.serves(server, LIMIT)))
            .toList();
    answers.forEach(answer -> Thread.ofVirtual().name("probe").start(answer));
    Optional<LocalServer> found = Optional.empty();
    for (int i = 0; i < answers.size(); i++) {
      if (found.isEmpty() && isYes(answers.get(i), deadline - System.nanoTime())) {
        found = Optional.of(LocalServer.USUAL.get(i));
      }
      answers.get(i).cancel(true);
    }
    return found;
  }

  private static boolean isYes(FutureTask<Boolean> answer, long nanos) {
    try {
      return answer.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
