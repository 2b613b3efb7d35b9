package dev.vibe.task.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Contest of candidates: those that share a server one after the other, the others at once. */
public final class Contest {

  private final Runner runner;
  private final Map<Candidate, CandidateEnd> ends = new ConcurrentHashMap<>();
  private final Map<Candidate, RuntimeException> broken = new ConcurrentHashMap<>();

  /** Port by which a candidate runs. Called from several threads at once. */
  public interface Runner {

    /** Runs it to its end, however that is like. */
    CandidateEnd run(Candidate candidate) throws InterruptedException;

    /** What only one candidate at a time may use; empty where there is room for all. */
    String server(Candidate candidate);
  }

  public Contest(Runner runner) {
    this.runner = runner;
  }

  /** Until all have run; in the order of the candidates. */
  public List<CandidateEnd> run(List<Candidate> candidates) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (List<Candidate> group : groups(candidates)) {
      threads.add(
          Thread.ofPlatform()
              .name("candidate-" + (threads.size() + 1))
              .start(() -> group.forEach(this::runOne)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Optional<RuntimeException> bug = broken.values().stream().findFirst();
    if (bug.isPresent()) {
      throw bug.get();
    }
    return candidates.stream().map(ends::get).toList();
  }

  private List<List<Candidate>> groups(List<Candidate> candidates) {
    Map<String, List<Candidate>> groups = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      String server = runner.server(candidate);
      String key = server.isEmpty() ? "alone " + candidate.name() : "server " + server;
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(candidate);
    }
    return List.copyOf(groups.values());
  }

  private void runOne(Candidate candidate) {
    try {
      ends.put(candidate, runner.run(candidate));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      broken.put(candidate, new IllegalStateException("interrupted", e));
    } catch (RuntimeException e) {
      broken.put(candidate, e);
    }
  }
}
