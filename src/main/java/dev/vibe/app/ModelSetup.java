package dev.vibe.app;

import dev.vibe.config.Config;
import dev.vibe.config.KeyReader;
import dev.vibe.config.LoopbackProbe;
import dev.vibe.config.ModelChoice;
import dev.vibe.config.ModelFacts;
import dev.vibe.config.Price;
import dev.vibe.config.WantedModel;
import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.net.Proxies;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ServedModel;
import dev.vibe.provider.openai.EndpointSettings;
import dev.vibe.provider.openai.KeySource;
import dev.vibe.provider.openai.OpenAiModel;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** From configuration to a model that can be asked. */
final class ModelSetup {

  /** What an endpoint without a list is asked for. */
  private static final String UNLISTED = "devstral";

  private final Config config;
  private final Surroundings surroundings;
  private final String sessionId;
  private final Consumer<Problem> notices;

  /**
   * Looks at nothing yet.
   *
   * @param notices told of what is odd but no obstacle, such as a key file that everybody may read;
   *     called on the thread that reads the key
   */
  ModelSetup(
      Config config, Surroundings surroundings, String sessionId, Consumer<Problem> notices) {
    this.config = config;
    this.surroundings = surroundings;
    this.sessionId = sessionId;
    this.notices = notices;
  }

  /**
   * A model that can be asked.
   *
   * @param usualContext tokens that the model was made for, should the server not tell its window;
   *     0 when that is not known either
   */
  record Connected(OpenAiModel model, int usualContext) {}

  /**
   * The model in effect. Blocks only when the endpoint has to be asked what it serves, or local
   * ports have to be tried.
   *
   * @throws VibeException (usage) when there is none, (unreachable) when the endpoint cannot be
   *     asked
   */
  Connected connect() {
    ModelChoice.Endpoint chosen =
        chosen(ModelChoice.resolve(config, surroundings.environment(), new LoopbackProbe()));
    Http http =
        new Http(
            new HttpSettings(
                HttpSettings.DEFAULT.connectLimit(),
                Proxies.fromEnvironment(surroundings.environment()),
                List.of()));
    return switch (chosen.model()) {
      case WantedModel.Exactly(String id) -> {
        Connected connected = connected(chosen, id, http);
        connected.model().warmUp();
        yield connected;
      }
      case WantedModel.Preferably(String id) -> {
        Connected connected = connected(chosen, id, http);
        List<String> served = idsOf(connected.model());
        yield served.isEmpty() || served.contains(id) ? connected : settled(chosen, served, http);
      }
      case WantedModel.AnyServed() -> anyServed(chosen, http);
    };
  }

  /** A gateway may serve a model without listing any; most then take any name. */
  private Connected anyServed(ModelChoice.Endpoint endpoint, Http http) {
    List<String> served;
    try {
      served = idsOf(connected(endpoint, "", http).model());
    } catch (VibeException e) {
      if (!e.problem().code().equals("bad-base-url")) {
        throw e;
      }
      notices.accept(
          new Problem(
              "no-model-list",
              "the endpoint lists no models; asking it for \"" + UNLISTED + "\"",
              "",
              "--model NAME asks for another"));
      return connected(endpoint, UNLISTED, http);
    }
    return settled(endpoint, served, http);
  }

  private static List<String> idsOf(OpenAiModel model) {
    return model.served().stream().map(ServedModel::id).toList();
  }

  private Connected settled(ModelChoice.Endpoint endpoint, List<String> served, Http http) {
    ModelChoice.Endpoint settled = chosen(ModelChoice.settle(endpoint, served, config));
    return switch (settled.model()) {
      case WantedModel.Exactly(String id) -> connected(settled, id, http);
      case WantedModel.Preferably(String id) -> connected(settled, id, http);
      case WantedModel.AnyServed() ->
          throw new IllegalStateException("a settled endpoint has an id");
    };
  }

  private static ModelChoice.Endpoint chosen(ModelChoice choice) {
    return switch (choice) {
      case ModelChoice.Endpoint endpoint -> endpoint;
      case ModelChoice.NoModel(Problem problem) -> throw new VibeException(ExitCode.USAGE, problem);
    };
  }

  private Connected connected(ModelChoice.Endpoint endpoint, String id, Http http) {
    ModelFacts facts = endpoint.facts();
    Map<String, String> headers =
        endpoint.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> header.getValue().reveal()));
    Capabilities known = new Capabilities(configuredContext(facts), price(facts.price()));
    EndpointSettings settings =
        EndpointSettings.of(endpoint.baseUrl(), key(endpoint), id)
            .withTemperature(temperature(facts))
            .withMaxOutputTokens(facts.maxOutputTokens())
            .withHeaders(headers)
            .withKnown(known)
            .withCacheKey(sessionId);
    return new Connected(
        new OpenAiModel(settings, http, surroundings.clock(), surroundings.random()),
        usualContext(facts));
  }

  private KeySource key(ModelChoice.Endpoint endpoint) {
    return switch (endpoint.key()) {
      case dev.vibe.config.KeySource.None none -> KeySource.NONE;
      case dev.vibe.config.KeySource.Variable v -> reading(v);
      case dev.vibe.config.KeySource.File f -> reading(f);
      case dev.vibe.config.KeySource.Command c -> reading(c);
    };
  }

  private KeySource reading(dev.vibe.config.KeySource source) {
    return new KeySource(
        source.describe(),
        () -> {
          KeyReader.Key key = new KeyReader(KeyReader.COMMAND_LIMIT).read(source);
          key.notices().forEach(notices);
          return key.secret().reveal();
        });
  }

  private static double temperature(ModelFacts facts) {
    return switch (facts.temperature()) {
      case ModelFacts.Temperature.Fixed(double value) -> value;
      case ModelFacts.Temperature.ServerDefault() -> EndpointSettings.SERVER_TEMPERATURE;
    };
  }

  /** What the user says goes before what the server says. */
  private static int configuredContext(ModelFacts facts) {
    return facts.context() instanceof ModelFacts.Context.Configured(int tokens) ? tokens : 0;
  }

  private static int usualContext(ModelFacts facts) {
    return switch (facts.context()) {
      case ModelFacts.Context.Configured(int tokens) -> tokens;
      case ModelFacts.Context.Usual(int tokens) -> tokens;
      case ModelFacts.Context.AskServer() -> 0;
    };
  }

  private static Capabilities.Price price(Price price) {
    return new Capabilities.Price(price.input(), price.output(), price.cachedInput());
  }
}
