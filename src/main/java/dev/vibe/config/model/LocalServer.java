package dev.vibe.config.model;

import dev.vibe.model.ServerKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A model server on this machine, at the loopback port that it uses unless told otherwise. */
public record LocalServer(ServerKind kind, int port) {

  /** In the order in which they are preferred. */
  public static final List<LocalServer> USUAL =
      Stream.of(ServerKind.values())
          .filter(kind -> kind.usualPort() > 0)
          .map(kind -> new LocalServer(kind, kind.usualPort()))
          .toList();

  /** How long all of them together have to answer. */
  public static final Duration LIMIT = Duration.ofMillis(200);

  /** For people. */
  public String name() {
    return kind.label();
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + port + "/v1";
  }

  /** The first of {@link #USUAL} that serves; they are asked side by side. */
  static Optional<LocalServer> find(Probe probe) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    List<FutureTask<Boolean>> answers =
        USUAL.stream().map(server -> new FutureTask<>(() -> probe.serves(server, LIMIT))).toList();
    answers.forEach(answer -> Thread.ofVirtual().name("probe").start(answer));
    Optional<LocalServer> found = Optional.empty();
    for (int i = 0; i < answers.size(); i++) {
      if (found.isEmpty() && isYes(answers.get(i), deadline - System.nanoTime())) {
        found = Optional.of(USUAL.get(i));
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
