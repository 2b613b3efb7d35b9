package dev.vibe.approval;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.terminal.TerminalForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what a folder brings along counts: its {@code .vibe/}, {@code .mcp.json} and {@code
 * AGENTS.md}. A person is asked once; the answer is kept in the state folder, never in the folder
 * itself. It holds for the repository that the folder is in.
 */
public final class FolderTrust {

  private static final Logger LOG = LoggerFactory.getLogger(FolderTrust.class);
  private static final List<String> BROUGHT = List.of(".vibe", ".mcp.json", "AGENTS.md");

  private final HostEnvironment surroundings;
  private final Path folder;
  private final Path top;

  public FolderTrust(HostEnvironment surroundings, Path folder) {
    this.surroundings = surroundings;
    this.folder = folder;
    this.top = top(folder);
  }

  private static Path top(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        return at;
      }
    }
    return folder;
  }

  /** With the answer that was given before, if any; asks nobody. */
  public RunOptions.Where remembered(RunOptions.Where where) {
    return where.isTrusted() || !isTrustedByAnswer() ? where : trusted(where);
  }

  /** As {@link #remembered}, but asks where nobody was asked yet and there is something to ask. */
  public RunOptions.Where asked(RunOptions.Where where) {
    List<String> brought = brought();
    if (where.isTrusted() || brought.isEmpty()) {
      return where;
    }
    Optional<Boolean> answer = answers().map(all -> all.get(top.toString()));
    boolean isTrusted = answer.isPresent() ? answer.get() : ask(brought);
    return isTrusted ? trusted(where) : where;
  }

  private static RunOptions.Where trusted(RunOptions.Where where) {
    return new RunOptions.Where(where.directory(), where.addedDirectories(), true);
  }

  private boolean isTrustedByAnswer() {
    return !brought().isEmpty()
        && answers().map(all -> all.getOrDefault(top.toString(), false)).orElse(false);
  }

  private List<String> brought() {
    List<String> found = new ArrayList<>();
    for (Path at = folder; at != null && at.startsWith(top); at = at.getParent()) {
      for (String name : BROUGHT) {
        Path file = at.resolve(name);
        if (Files.exists(file) && !file.equals(surroundings.paths().configDir())) {
          found.add(top.relativize(file).toString());
        }
      }
    }
    return found;
  }

  private boolean ask(List<String> brought) {
    String terminal = surroundings.environment().getOrDefault("TERM", "dumb");
    try (TerminalForm form = TerminalForm.ofProcess(terminal)) {
      form.say(top + " brings instructions or configuration of its own:");
      form.say("  " + String.join(", ", brought));
      form.say("They steer what the model does here; they cannot widen permissions.");
      Optional<String> answer = form.line("Trust them? [y/N] ", "");
      if (answer.isEmpty()) {
        return false; // not answered: asked again next time
      }
      boolean isYes = answer.get().strip().toLowerCase(java.util.Locale.ROOT).startsWith("y");
      remember(isYes);
      return isYes;
    } catch (IOException e) {
      LOG.warn("cannot ask about {}", top, e);
      return false;
    }
  }

  private Path file() {
    return surroundings.paths().stateDir().resolve("trust.json");
  }

  /** By folder; empty when nothing was ever answered. */
  private Optional<Map<String, Boolean>> answers() {
    if (!Files.exists(file())) {
      return Optional.empty();
    }
    Map<String, Boolean> answers = new TreeMap<>();
    try {
      Json.object(Files.readString(file(), StandardCharsets.UTF_8))
          .forEach((path, answer) -> answers.put(path, Boolean.TRUE.equals(answer)));
    } catch (IOException | JsonShapeException e) {
      LOG.warn("cannot read {}", file(), e);
    }
    return Optional.of(answers);
  }

  private void remember(boolean isTrusted) {
    Map<String, Boolean> all = new TreeMap<>(answers().orElse(Map.of()));
    all.put(top.toString(), isTrusted);
    try {
      AtomicFile.write(file(), Json.write(all) + "\n", Rights.OWNER_ONLY, Flush.SOMETIME);
    } catch (IOException e) {
      LOG.warn("cannot keep the answer in {}", file(), e);
    }
  }
}
