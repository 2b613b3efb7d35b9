package dev.vibe.approval;

import dev.vibe.config.Project;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Store of a person's answers to whether what a folder brings along counts: its {@code .vibe/},
 * {@code AGENTS.md} and {@code CLAUDE.md}. They are kept in the state folder, never in the folder
 * itself, and hold for the repository that the folder is in. Blocks on disk; asks nobody.
 */
public final class FolderTrust {

  private static final Logger LOG = LoggerFactory.getLogger(FolderTrust.class);
  private static final List<String> BROUGHT = List.of(".vibe", "AGENTS.md", "CLAUDE.md");

  private final Path file;
  private final Path userFolder;
  private final Path folder;
  private final Path top;

  /**
   * The answers for a folder.
   *
   * @param stateFolder where answers are kept
   * @param userFolder the person's own configuration, which no folder brings along
   */
  public FolderTrust(Path stateFolder, Path userFolder, Path folder) {
    this.file = file(stateFolder);
    this.userFolder = userFolder;
    this.folder = folder;
    this.top = Project.top(folder);
  }

  /** Where answers are kept. */
  public static Path file(Path stateFolder) {
    return stateFolder.resolve("trust.json");
  }

  /** What an answer holds for: the top of the repository, or the folder itself. */
  public Path top() {
    return top;
  }

  /** Files and folders that would count, relative to {@link #top}; empty when there are none. */
  public List<String> brought() {
    List<String> found = new ArrayList<>();
    for (Path at = folder; at != null && at.startsWith(top); at = at.getParent()) {
      for (String name : BROUGHT) {
        Path brought = at.resolve(name);
        if (Files.exists(brought) && !brought.equals(userFolder)) {
          found.add(top.relativize(brought).toString());
        }
      }
    }
    return found;
  }

  /** What was answered before; empty when nobody was asked. */
  public Optional<Boolean> answer() {
    return answers().map(all -> all.get(top.toString()));
  }

  public void trust() {
    remember(true);
  }

  public void distrust() {
    remember(false);
  }

  /** By folder; empty when nothing was ever answered. */
  private Optional<Map<String, Boolean>> answers() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Map<String, Boolean> answers = new TreeMap<>();
    try {
      Json.object(Files.readString(file, StandardCharsets.UTF_8))
          .forEach((path, answer) -> answers.put(path, Boolean.TRUE.equals(answer)));
    } catch (IOException | JsonShapeException e) {
      LOG.warn("cannot read {}", file, e);
    }
    return Optional.of(answers);
  }

  private void remember(boolean isTrusted) {
    Map<String, Boolean> all = new TreeMap<>(answers().orElse(Map.of()));
    all.put(top.toString(), isTrusted);
    try {
      AtomicFile.write(file, Json.write(all) + "\n", Rights.OWNER_ONLY, Flush.SOMETIME);
    } catch (IOException e) {
      LOG.warn("cannot keep the answer in {}", file, e);
    }
  }
}
