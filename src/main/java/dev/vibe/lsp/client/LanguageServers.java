package dev.vibe.lsp.client;

import dev.vibe.problem.Problem;
import dev.vibe.verify.CodeFinding;
import dev.vibe.verify.Diagnostics;
import dev.vibe.verify.EditedFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Language servers of a session. What the user has set up for a file looks at it; where that is
 * nothing, the first known server that is on the path. Thread-safe.
 */
public final class LanguageServers implements Diagnostics {

  private final List<LanguageServerSpec> configured;
  private final ClientMeans means;
  private final Map<List<String>, ServerSlot> slots = new LinkedHashMap<>();
  private final Map<String, List<LanguageServerSpec>> known = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /** Begins nothing yet. */
  public LanguageServers(List<LanguageServerSpec> configured, ClientMeans means) {
    this.configured = List.copyOf(configured);
    this.means = means;
  }

  /** Whether there is one for a file. Looks at the disk. */
  public boolean isFor(EditedFile file) {
    return !wanted(file.name()).isEmpty();
  }

  /** For each server that is to look at a file, the candidates. */
  private synchronized List<List<LanguageServerSpec>> wanted(String file) {
    List<List<LanguageServerSpec>> all = new ArrayList<>();
    configured.stream().filter(spec -> spec.isFor(file)).forEach(spec -> all.add(List.of(spec)));
    if (all.isEmpty()) {
      List<LanguageServerSpec> candidates =
          known.computeIfAbsent(
              ending(file),
              key ->
                  KnownServers.of(file).stream()
                      .filter(spec -> means.runner().get().has(spec.argv().getFirst()))
                      .toList());
      if (!candidates.isEmpty()) {
        all.add(candidates);
      }
    }
    return all;
  }

  /** The globs of known servers are about endings. */
  private static String ending(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @Override
  public void edited(List<EditedFile> files) {
    Map<ServerSlot, List<EditedFile>> bySlot = new LinkedHashMap<>();
    for (EditedFile file : files) {
      for (List<LanguageServerSpec> candidates : wanted(file.name())) {
        bySlot.computeIfAbsent(slot(candidates), slot -> new ArrayList<>()).add(file);
      }
    }
    bySlot.forEach(ServerSlot::add);
  }

  private synchronized ServerSlot slot(List<LanguageServerSpec> candidates) {
    return slots.computeIfAbsent(
        candidates.stream().map(LanguageServerSpec::name).toList(),
        names -> new ServerSlot(candidates, means, this::told));
  }

  private synchronized void told(Problem problem) {
    problems.add(problem);
  }

  private synchronized List<ServerSlot> slots() {
    return List.copyOf(slots.values());
  }

  @Override
  public void await(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    for (ServerSlot slot : slots()) {
      slot.await(deadline);
    }
  }

  @Override
  public List<CodeFinding> take() {
    return slots().stream().flatMap(slot -> slot.take().stream()).toList();
  }

  @Override
  public synchronized List<Problem> takeProblems() {
    List<Problem> taken = List.copyOf(problems);
    problems.clear();
    return taken;
  }

  @Override
  public void close() {
    slots().forEach(ServerSlot::close);
  }
}
