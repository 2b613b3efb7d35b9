package dev.vibe.app;

import dev.vibe.config.Config;
import dev.vibe.config.KeyReader;
import dev.vibe.config.LoopbackProbe;
import dev.vibe.config.ModelChoice;
import dev.vibe.config.ModelFacts;
import dev.vibe.config.Price;
import dev.vibe.config.Secret;
import dev.vibe.config.WantedModel;
import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.net.Proxies;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.Alarm;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.FallbackModel;
import dev.vibe.provider.ServedModel;
import dev.vibe.provider.openai.EndpointMemory;
import dev.vibe.provider.openai.EndpointSettings;
import dev.vibe.provider.openai.KeySource;
import dev.vibe.provider.openai.OpenAiModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** From configuration to a model that can be asked. */
final class ModelSetup {

  private final Config config;
  private final Surroundings surroundings;
  private final String sessionId;
  private final Consumer<Problem> notices;
  private final Http http;

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
    this.http = http(config, surroundings);
  }

  /** One model at one endpoint, and how many tokens to plan for when its server does not tell. */
  record Connected(OpenAiModel model, int usualContext) {}

  /**
   * The model in effect, with those to fall back to. Blocks only when the endpoint has to be asked
   * what it serves, or local ports have to be tried.
   *
   * @throws VibeException (usage) when there is none, (unreachable) when no endpoint can be asked
   */
  FallbackModel.Ready connect() {
    List<String> names = config.fallback();
    if (names.isEmpty()) {
      return ready(primary());
    }
    List<FallbackModel.Candidate> others = new ArrayList<>();
    for (String name : names) {
      others.add(new FallbackModel.Candidate(name, () -> ready(fallback(name))));
    }
    FallbackModel model =
        new FallbackModel(
            firstOf(others),
            others,
            FallbackModel.Patience.of(config.switchAfter()),
            Alarm.sleeping());
    return new FallbackModel.Ready(model, 0);
  }

  /** The model in effect; if its endpoint cannot even be asked what it has, the next. */
  private FallbackModel.Ready firstOf(List<FallbackModel.Candidate> others) {
    try {
      return ready(primary());
    } catch (VibeException e) {
      if (e.exitCode() != ExitCode.UNREACHABLE) {
        throw e;
      }
      FallbackModel.Candidate next = others.removeFirst();
      notices.accept(
          new Problem(
              FallbackModel.SWITCHED,
              "going on with " + next.name(),
              e.problem().what() + " (" + e.problem().cause() + ")",
              ""));
      return next.source().get();
    }
  }

  private static FallbackModel.Ready ready(Connected connected) {
    return new FallbackModel.Ready(connected.model(), connected.usualContext());
  }

  private Connected fallback(String name) {
    return settled(
        chosen(
            ModelChoice.fallback(config, surroundings.environment(), new LoopbackProbe(), name)));
  }

  /**
   * The model in effect alone.
   *
   * @throws VibeException as {@link #connect}
   */
  Connected primary() {
    return settled(
        chosen(ModelChoice.resolve(config, surroundings.environment(), new LoopbackProbe())));
  }

  private Connected settled(ModelChoice.Endpoint chosen) {
    return switch (chosen.model()) {
      case WantedModel.Exactly(String id) -> {
        Connected connected = connected(chosen, id);
        connected.model().warmUp();
        yield connected;
      }
      case WantedModel.Preferably(String id) -> {
        Connected connected = connected(chosen, id);
        List<String> served = idsOf(connected.model());
        yield served.isEmpty() || served.contains(id) ? connected : settled(chosen, served);
      }
      case WantedModel.AnyServed() -> settled(chosen, idsOf(connected(chosen, "").model()));
    };
  }

  private static List<String> idsOf(OpenAiModel model) {
    return model.served().stream().map(ServedModel::id).toList();
  }

  private Connected settled(ModelChoice.Endpoint endpoint, List<String> served) {
    ModelChoice.Endpoint settled = chosen(ModelChoice.settle(endpoint, served, config));
    return switch (settled.model()) {
      case WantedModel.Exactly(String id) -> connected(settled, id);
      case WantedModel.Preferably(String id) -> connected(settled, id);
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

  private Connected connected(ModelChoice.Endpoint endpoint, String id) {
    ModelFacts facts = endpoint.facts();
    Capabilities known = new Capabilities(configuredContext(facts), price(facts.price()));
    EndpointSettings settings =
        EndpointSettings.of(
                endpoint.baseUrl() + query(revealed(endpoint.query())), key(endpoint), id)
            .withTemperature(temperature(facts))
            .withMaxOutputTokens(facts.maxOutputTokens())
            .withHeaders(revealed(endpoint.headers()))
            .withKnown(known)
            .withCacheKey(sessionId)
            .withMemory(
                new EndpointMemory.Folder(surroundings.paths().stateDir().resolve("endpoints")));
    return new Connected(
        new OpenAiModel(settings, http, surroundings.clock(), surroundings.random()),
        usualContext(facts));
  }

  private static Map<String, String> revealed(Map<String, Secret> secrets) {
    return secrets.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, secret -> secret.getValue().reveal()));
  }

  private static String query(Map<String, String> parameters) {
    return parameters.isEmpty()
        ? ""
        : new TreeMap<>(parameters)
            .entrySet().stream()
                .map(p -> encoded(p.getKey()) + "=" + encoded(p.getValue()))
                .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Http http(Config config, Surroundings surroundings) {
    Config.Network network = config.network(surroundings.home());
    return new Http(
        new HttpSettings(
            HttpSettings.DEFAULT.connectLimit(),
            Proxies.fromEnvironment(surroundings.environment())
                .with(network.proxy(), network.direct()),
            network.authorities(),
            network.identity()));
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
