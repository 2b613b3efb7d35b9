package dev.vibe.session;

import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.file.OwnerOnly;
import dev.vibe.file.ProcessLock;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of how the edits of each model found their place, over all sessions: a small file in the
 * state folder. Killed at any point it holds the old or the new counts; processes add one after
 * another.
 */
public final class MatchCounts {

  /** More models than this are not worth telling apart; the file stays small. */
  private static final int MOST_MODELS = 200;

  private static final String MODELS = "models";

  /** Adding takes milliseconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path file;

  /** Counts in {@code <state>/edit-steps.json}. */
  public MatchCounts(Path state) {
    this.file = state.resolve("edit-steps.json");
  }

  /**
   * Adds what a run has counted; nothing happens when that is nothing.
   *
   * @param counts by the name of the step, in lower case, or {@code refused}
   * @throws IOException when the file cannot be written
   */
  public void add(String model, Map<String, Integer> counts) throws IOException {
    if (counts.isEmpty()) {
      return;
    }
    OwnerOnly.folder(file.resolveSibling("."));
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try (ProcessLock _ = ProcessLock.await(lock, PATIENCE)) {
      Map<String, Map<String, Long>> all = new TreeMap<>(read());
      Map<String, Long> own = new TreeMap<>(all.getOrDefault(model, Map.of()));
      counts.forEach((step, count) -> own.merge(step, (long) count, Long::sum));
      if (all.size() < MOST_MODELS || all.containsKey(model)) {
        all.put(model, own);
      }
      String json = Json.write(Map.of(MODELS, all));
      AtomicFile.write(file, json + "\n", Rights.OWNER_ONLY, Flush.AT_ONCE);
    }
  }

  /**
   * By model, then by step. A file that is not there or not readable as such counts nothing.
   *
   * @throws IOException when the disk fails
   */
  public Map<String, Map<String, Long>> read() throws IOException {
    Map<String, Map<String, Long>> all = new TreeMap<>();
    try {
      Object models = Json.object(Files.readString(file)).get(MODELS);
      if (models instanceof Map<?, ?> entries) {
        entries.forEach((model, counts) -> all.put(String.valueOf(model), counts(counts)));
      }
    } catch (NoSuchFileException | JsonShapeException e) {
      return Map.of();
    }
    return all;
  }

  private static Map<String, Long> counts(Object counts) {
    Map<String, Long> found = new TreeMap<>();
    if (counts instanceof Map<?, ?> entries) {
      entries.forEach(
          (step, count) -> {
            if (count instanceof Number number) {
              found.put(String.valueOf(step), number.longValue());
            }
          });
    }
    return found;
  }
}
