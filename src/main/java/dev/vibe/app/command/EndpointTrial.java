package dev.vibe.app.command;

import dev.vibe.app.assembly.ModelSetup;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.ConfigDraft;
import dev.vibe.config.ConfigLoader;
import dev.vibe.config.ConfigResult;
import dev.vibe.config.LoadRequest;
import dev.vibe.config.Project;
import dev.vibe.config.VibePaths;
import dev.vibe.config.model.LoopbackProbe;
import dev.vibe.config.model.ModelChoice;
import dev.vibe.config.model.ModelResolver;
import dev.vibe.file.AtomicFile;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ServedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Trial of a configuration before it is written: whether its endpoint answers, and with which
 * models. The draft is read as it would be read later, from a folder of its own. Blocks on the
 * endpoint.
 */
record EndpointTrial(HostEnvironment host) {

  /** Path under which nearly all servers have their API. */
  private static final String API = "/v1";

  /** Outcome of a trial. */
  sealed interface Outcome {

    /**
     * It answers.
     *
     * @param draft with the address at which it does
     */
    record Serves(ConfigDraft draft, List<String> models) implements Outcome {
      public Serves {
        models = List.copyOf(models);
      }
    }

    /** Why nobody knows what it serves. */
    record Unknown(Problem problem) implements Outcome {}
  }

  /** Tries the address as it is, then with the {@code /v1} that people leave out. */
  Outcome of(ConfigDraft draft) throws IOException {
    Outcome first = tried(draft);
    boolean mayLack = !draft.baseUrl().isEmpty() && !draft.baseUrl().endsWith(API);
    if (first instanceof Outcome.Serves || !mayLack) {
      return first;
    }
    Outcome second = tried(draft.at(draft.baseUrl() + API));
    return second instanceof Outcome.Serves ? second : first;
  }

  private Outcome tried(ConfigDraft draft) throws IOException {
    Path folder = Files.createTempDirectory("vibe-trial-");
    Path file = folder.resolve("config.toml");
    try {
      AtomicFile.write(file, draft.toml(), AtomicFile.Rights.OWNER_ONLY, AtomicFile.Flush.SOMETIME);
      return asked(draft, folder);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private Outcome asked(ConfigDraft draft, Path folder) {
    Map<String, String> environment = new HashMap<>(host.environment());
    environment.keySet().removeIf(name -> name.startsWith("VIBE_"));
    VibePaths paths = new VibePaths(host.paths().systemDir(), folder, folder);
    return switch (ConfigLoader.load(
        new LoadRequest(paths, new Project.None(), environment, List.of()))) {
      case ConfigResult.Invalid(List<Problem> problems) -> new Outcome.Unknown(problems.getFirst());
      case ConfigResult.Valid valid -> {
        ModelSetup setup = new ModelSetup(valid.config(), host, "", odd -> {});
        try {
          yield switch (new ModelResolver(valid.config(), environment, new LoopbackProbe())
              .resolve()) {
            case ModelChoice.NoModel(Problem problem) -> new Outcome.Unknown(problem);
            case ModelChoice.Endpoint endpoint ->
                new Outcome.Serves(
                    draft, setup.served(endpoint).stream().map(ServedModel::id).toList());
          };
        } catch (VibeException e) {
          yield new Outcome.Unknown(e.problem());
        }
      }
    };
  }
}
