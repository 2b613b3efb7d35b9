package dev.vibe.agent;

import dev.vibe.file.OwnerOnly;
import dev.vibe.git.commit.Moment;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * State of what the model knows, as it was when a run ended; kept beside the log of the session for
 * the process that goes on with it.
 *
 * @param files what each held, as {@link BetweenRuns} compares it
 * @param gone tracked files that were not there
 * @param head full name of the commit; empty when there was none
 */
record Standing(Map<WorkspacePath, String> files, Set<String> gone, String head, Instant at) {

  private static final String FILES = "files";
  private static final String GONE = "gone";
  private static final String HEAD = "head";
  private static final String AT = "at";

  Standing {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files)); // told in this order
    gone = Set.copyOf(gone);
  }

  /** For the look at where HEAD went, which asks for no more. */
  Moment moment(Path folder) {
    return Moment.ofHead(head, folder, at);
  }

  /** Blocks on disk. */
  void keep(Path file) throws IOException {
    Map<String, String> held = new LinkedHashMap<>();
    files.forEach((path, content) -> held.put(path.relative(), content));
    List<String> missing = gone.stream().sorted().toList();
    OwnerOnly.write(
        file, Json.write(Map.of(FILES, held, GONE, missing, HEAD, head, AT, at.toString())) + "\n");
  }

  /** What was kept; empty when there is none, or it cannot be read. Blocks on disk. */
  static Optional<Standing> kept(Path file, Path folder) {
    try {
      Map<String, Object> kept = Json.object(Files.readString(file));
      Map<WorkspacePath, String> files = new LinkedHashMap<>();
      if (kept.get(FILES) instanceof Map<?, ?> held) {
        held.forEach(
            (path, content) ->
                files.put(WorkspacePath.below(folder, (String) path), (String) content));
      }
      Set<String> gone = new HashSet<>();
      if (kept.get(GONE) instanceof List<?> missing) {
        missing.forEach(path -> gone.add((String) path));
      }
      return Optional.of(
          new Standing(
              files,
              gone,
              String.valueOf(kept.get(HEAD)),
              Instant.parse(String.valueOf(kept.get(AT)))));
    } catch (IOException | JsonShapeException | DateTimeException | ClassCastException e) {
      return Optional.empty();
    }
  }
}
