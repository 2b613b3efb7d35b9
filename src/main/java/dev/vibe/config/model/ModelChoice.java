package dev.vibe.config.model;

import dev.vibe.config.KeySource;
import dev.vibe.config.Secret;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import java.util.Map;

/** Choice of a model and of the endpoint that serves it. */
public sealed interface ModelChoice {

  /**
   * Endpoint and how to call it.
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

  /** There is no model to ask; the exit code is {@link ExitCode#USAGE}. */
  record NoModel(Problem problem) implements ModelChoice {}

  /**
   * A name of {@code fallback}: one from {@code [models]}, a {@code provider/model-id}, or an id
   * for the endpoint in effect.
   *
   * @param chosen the endpoint that it may take the place of
   */
  record Fallback(String name, Endpoint chosen) {}
}
