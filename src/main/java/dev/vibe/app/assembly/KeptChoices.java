package dev.vibe.app.assembly;

import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Grants;
import dev.vibe.approval.Grants.Grant;
import dev.vibe.approval.Mode;
import dev.vibe.approval.SettingsGuard;
import dev.vibe.config.FlagValue;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Choices that a person made for a session, kept beside its log, so that it goes on with them: the
 * model, the mode, and what was granted for the session. What the configuration chose is not among
 * them, because that may have changed for a reason.
 *
 * @param settings by key
 */
public record KeptChoices(Map<String, String> settings, List<Grant> grants) {

  private static final Logger LOG = LoggerFactory.getLogger(KeptChoices.class);

  private static final KeptChoices NONE = new KeptChoices(Map.of(), List.of());
  private static final String FILE = "choices.json";

  private static final String MODE = "mode";
  private static final Set<String> PLACE = Set.of("model", "base_url");

  private static final String GRANTS = "grants";
  private static final String EDITS = "edits";
  private static final String COMMITS = "commits";
  private static final String CALLS = "calls ";
  private static final String COMMAND = "command ";

  public KeptChoices {
    settings = new LinkedHashMap<>(settings);
    grants = List.copyOf(grants);
  }

  /** Those of a session as it stands. */
  public static KeptChoices of(SessionPlan plan, Mode mode, Grants grants) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (FlagValue flag : plan.options().flags()) {
      if (PLACE.contains(flag.key()) || flag.key().equals(MODE)) {
        settings.put(flag.key(), flag.text());
      }
    }
    if (!mode.label().equals(plan.config().mode()) && mode != plan.mode()) {
      settings.put(MODE, mode.label());
    }
    return new KeptChoices(settings, grants.given());
  }

  /**
   * Those that were kept; none where that cannot be told. Blocks on disk.
   *
   * @param sessions where all of them are kept
   */
  public static KeptChoices of(Path sessions, SessionChoice session) {
    return switch (session) {
      case SessionChoice.New n -> NONE;
      case SessionChoice.Resumed(String id) -> read(sessions.resolve(id));
      // What was granted, was granted to the other one.
      case SessionChoice.Forked(String id, String origin) ->
          new KeptChoices(read(sessions.resolve(origin)).settings(), List.of());
    };
  }

  /** As the other, of the session that a plan is for. */
  public static KeptChoices of(Path sessions, SessionPlan plan) {
    return of(sessions, plan.session());
  }

  /** Where those of a session are kept. */
  static Path file(Path session) {
    return session.resolve(FILE);
  }

  private static KeptChoices read(Path session) {
    try {
      Map<String, Object> fields = Json.object(Files.readString(file(session)));
      Map<String, String> settings = new LinkedHashMap<>();
      List<Grant> grants = new ArrayList<>();
      fields.forEach(
          (key, value) -> {
            if (value instanceof String text && (PLACE.contains(key) || key.equals(MODE))) {
              settings.put(key, text);
            }
          });
      if (fields.get(GRANTS) instanceof List<?> words) {
        words.forEach(word -> grant(String.valueOf(word)).ifPresent(grants::add));
      }
      return new KeptChoices(settings, grants);
    } catch (NoSuchFileException e) {
      return NONE;
    } catch (IOException | JsonShapeException e) {
      LOG.warn("cannot read the choices of {}", session, e);
      return NONE;
    }
  }

  /**
   * Beside the log of the session; nothing is written where there is nothing to keep.
   *
   * @param guard keeps commands from doing it
   */
  public void keep(Path session, SettingsGuard guard) {
    guard.ourOwn(file(session), () -> keep(session));
  }

  private void keep(Path session) {
    Path file = file(session);
    try {
      if (!Files.isDirectory(session) || (equals(NONE) && !Files.exists(file))) {
        return;
      }
      Map<String, Object> fields = new LinkedHashMap<>(settings);
      fields.put(GRANTS, grants.stream().map(KeptChoices::word).toList());
      AtomicFile.write(file, Json.write(fields) + "\n", Rights.OWNER_ONLY, Flush.SOMETIME);
    } catch (IOException e) {
      LOG.warn("cannot keep the choices of {}", session, e);
    }
  }

  /** Settled as if they stood on the command line, where nothing else does. */
  RunOptions in(RunOptions given) {
    if (settings.isEmpty()) {
      return given;
    }
    boolean isPlaced =
        given.model() instanceof RunOptions.Model.Recorded
            || given.flags().stream().anyMatch(flag -> PLACE.contains(flag.key()));
    List<FlagValue> flags = new ArrayList<>(given.flags());
    settings.forEach(
        (key, text) -> {
          boolean isGiven =
              PLACE.contains(key)
                  ? isPlaced
                  : given.flags().stream().anyMatch(flag -> flag.key().equals(key));
          if (!isGiven) {
            flags.add(new FlagValue(key, "of the session", text));
          }
        });
    return new RunOptions(
        given.prompt(),
        given.where(),
        given.model(),
        given.changes(),
        given.output(),
        flags,
        given.beginning());
  }

  /** The model that was chosen by its name; empty when none was. */
  public Optional<String> model() {
    return Optional.ofNullable(settings.get("model"));
  }

  /** The mode that was chosen; empty when none was, or there is none of that name. */
  public Optional<Mode> mode() {
    return Optional.ofNullable(settings.get(MODE))
        .flatMap(
            label ->
                List.of(Mode.values()).stream()
                    .filter(mode -> mode.label().equals(label))
                    .findFirst());
  }

  private static String word(Grant grant) {
    return switch (grant) {
      case Grant.Edits() -> EDITS;
      case Grant.Commits() -> COMMITS;
      case Grant.Command(String command) -> COMMAND + command;
      case Grant.Calls(String tool) -> CALLS + tool;
    };
  }

  private static Optional<Grant> grant(String word) {
    return switch (word) {
      case EDITS -> Optional.of(new Grant.Edits());
      case COMMITS -> Optional.of(new Grant.Commits());
      default ->
          word.startsWith(COMMAND)
              ? Optional.of(new Grant.Command(word.substring(COMMAND.length())))
              : word.startsWith(CALLS)
                  ? Optional.of(new Grant.Calls(word.substring(CALLS.length())))
                  : Optional.empty();
    };
  }
}
