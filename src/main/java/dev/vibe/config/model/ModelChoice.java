package dev.vibe.config.model;

import dev.vibe.config.Config;
import dev.vibe.config.KeySource;
import dev.vibe.config.Secret;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.util.List;
import java.util.Map;

/** Which model, and where. */
public sealed interface ModelChoice {

  /**
   * An endpoint and how to talk to it.
   *
   * @param provider the configured name, or {@code mistral}; empty when it has no name
   * @param baseUrl with its {@code /v1} and without a slash at the end
   * @param chosenBy what decided, for people, e.g. {@code flag --base-url}
   * @param headers to send besides the usual ones
   * @param query parameters that every request's URL carries
   */
  record Endpoint(
      String provider,
      String baseUrl,
      WantedModel model,
      ModelFacts facts,
      KeySource key,
      String chosenBy,
      Map<String, Secret> headers,
      Map<String, Secret> query)
      implements ModelChoice {
    public Endpoint {
      headers = Map.copyOf(headers);
      query = Map.copyOf(query);
    }
  }

  /** There is nothing to talk to; the exit code is {@link ExitCode#USAGE}. */
  record NoModel(Problem problem) implements ModelChoice {}

  /**
   * The first that answers: {@code --model} and {@code --base-url}; {@code VIBE_MODEL} and {@code
   * VIBE_BASE_URL}; {@code model} and {@code base_url} in a file; {@code MISTRAL_API_KEY}; {@code
   * OPENAI_BASE_URL}; a server on its usual loopback port. Pure but for the probe, which is asked
   * only at the last of these.
   */
  static ModelChoice resolve(Config config, Map<String, String> environment, Probe probe) {
    return new ModelResolver(config, environment, probe).resolve();
  }

  /**
   * A name of {@code fallback}: one from {@code [models]}, a {@code provider/model-id}, or an id
   * for the endpoint in effect.
   *
   * @param chosen the endpoint that it may take the place of
   */
  record Fallback(String name, Endpoint chosen) {}

  /** The model behind a name of {@code fallback}. */
  static ModelChoice fallback(
      Config config, Map<String, String> environment, Probe probe, Fallback wanted) {
    return new ModelResolver(config, environment, probe).fallback(wanted);
  }

  /**
   * Every endpoint that the configuration or a key in the environment names, each once, the one in
   * effect first, whatever models are wanted there.
   */
  static List<ModelChoice> all(Config config, Map<String, String> environment, Probe probe) {
    return new ModelResolver(config, environment, probe).all();
  }

  /**
   * Settles on one id, once the endpoint has been asked what it serves.
   *
   * @param served the ids it lists, in its order
   */
  static ModelChoice settle(Endpoint endpoint, List<String> served, Config config) {
    return ModelCatalog.best(served)
        .<ModelChoice>map(
            id ->
                new Endpoint(
                    endpoint.provider(),
                    endpoint.baseUrl(),
                    new WantedModel.Exactly(id),
                    new FactFinder(config).facts(id, id, endpoint.baseUrl()),
                    endpoint.key(),
                    endpoint.chosenBy(),
                    endpoint.headers(),
                    endpoint.query()))
        .orElseGet(
            () ->
                new NoModel(
                    new Problem(
                        ProblemCode.NO_MODEL,
                        "cannot start: " + endpoint.baseUrl() + " serves no model for coding",
                        "it lists " + (served.isEmpty() ? "none" : String.join(", ", served)),
                        "load one on the server   or   vibe --model ID")));
  }
}
