package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.Config;
import dev.vibe.config.KeySource;
import dev.vibe.config.Secret;
import dev.vibe.config.model.AllowedEndpoints;
import dev.vibe.config.model.KeyReader;
import dev.vibe.config.model.LoopbackProbe;
import dev.vibe.config.model.ModelChoice;
import dev.vibe.config.model.ModelFacts;
import dev.vibe.config.model.ModelResolver;
import dev.vibe.config.model.Probe;
import dev.vibe.config.model.WantedModel;
import dev.vibe.net.Http;
import dev.vibe.net.HttpFailure;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.Alarm;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.FallbackModel;
import dev.vibe.provider.FallbackRoute;
import dev.vibe.provider.ServedModel;
import dev.vibe.provider.openai.EndpointProfileStore;
import dev.vibe.provider.openai.EndpointSettings;
import dev.vibe.provider.openai.KeySupplier;
import dev.vibe.provider.openai.OpenAiModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Builder of a model that can be asked, from the configuration. */
public final class ModelSetup {

  /** What an endpoint without a list is asked for. */
  private static final String UNLISTED = "devstral";

  /** Names of headers that hold what lets a request in. */
  private static final Pattern LETS_IN = Pattern.compile("(?i)key|token|auth|secret|cookie");

  private final Config config;
  private final HostEnvironment host;
  private final String sessionId;
  private final Consumer<Problem> notices;
  private final AllowedEndpoints allowed;
  private final NetworkSetup network;
  private final Http http;

  /**
   * Connects to nothing yet, but reads the password for the proxy, if one is configured.
   *
   * @param notices hears what is odd but no obstacle while a model is looked for
   * @throws VibeException (usage) when that password cannot be read
   */
  public ModelSetup(
      Config config, HostEnvironment host, String sessionId, Consumer<Problem> notices) {
    this.config = config;
    this.host = host;
    this.sessionId = sessionId;
    this.notices = notices;
    this.allowed = new AllowedEndpoints(config);
    this.network = new NetworkSetup(config, host);
    this.http = network.http();
  }

  /** One model at one endpoint, and how many tokens to plan for when its server does not tell. */
  public record Connected(OpenAiModel model, int usualContext) {}

  /**
   * The model in effect, with those to fall back to. Blocks only when the endpoint has to be asked
   * what it serves, or local ports have to be tried.
   *
   * @throws VibeException (usage) when there is none, (unreachable) when no endpoint can be asked
   */
  FallbackRoute.Ready connect() {
    List<String> names = config.fallback();
    if (names.isEmpty()) {
      return ready(primary());
    }
    List<FallbackRoute.Candidate> others = new ArrayList<>();
    ModelChoice.Endpoint chosen = choice();
    for (String name : names) {
      others.add(new FallbackRoute.Candidate(name, () -> ready(fallback(name, chosen))));
    }
    List<ChatModel.Asked> given = new ArrayList<>();
    FallbackRoute.Ready first = firstOf(chosen, others, given::add);
    FallbackModel model =
        new FallbackModel(
            first, others, FallbackRoute.Patience.of(config.switchAfter()), Alarm.sleeping());
    given.forEach(model::gaveUp);
    return new FallbackRoute.Ready(model, 0);
  }

  /** The model in effect; if its endpoint cannot even be asked what it has, the next. */
  private FallbackRoute.Ready firstOf(
      ModelChoice.Endpoint chosen,
      List<FallbackRoute.Candidate> others,
      Consumer<ChatModel.Asked> givenUp) {
    try {
      return ready(settled(chosen));
    } catch (VibeException e) {
      if (e.exitCode() != ExitCode.UNREACHABLE) {
        throw e;
      }
      FallbackRoute.Candidate next = others.removeFirst();
      FallbackRoute.Ready ready = next.source().get();
      String id = id(chosen.model());
      givenUp.accept(new ChatModel.Asked(id, chosen.baseUrl()));
      notices.accept(
          new Problem(
              ProblemCode.MODEL_SWITCHED,
              "going from "
                  + (id.isEmpty() ? "what is served" : id)
                  + " at "
                  + chosen.baseUrl()
                  + " to "
                  + ready.model().id()
                  + " at "
                  + ready.model().endpoint(),
              e.problem().what() + " (" + e.problem().cause() + ")",
              ""));
      return ready;
    }
  }

  private static String id(WantedModel model) {
    return switch (model) {
      case WantedModel.Exactly(String id) -> id;
      case WantedModel.Preferably(String id) -> id;
      case WantedModel.AnyServed() -> "";
    };
  }

  private static FallbackRoute.Ready ready(Connected connected) {
    return new FallbackRoute.Ready(connected.model(), connected.usualContext());
  }

  private Connected fallback(String name, ModelChoice.Endpoint chosen) {
    return settled(
        chosen(
            allowed.of(
                new ModelResolver(config, host.environment(), probe())
                    .fallback(new ModelChoice.Fallback(name, chosen)))));
  }

  private ModelChoice.Endpoint choice() {
    return chosen(allowed.of(new ModelResolver(config, host.environment(), probe()).resolve()));
  }

  /** Nothing is looked for where only some endpoints may be asked. */
  private Probe probe() {
    return allowed.isRestricted() ? (server, limit) -> false : new LoopbackProbe();
  }

  /**
   * The model in effect alone.
   *
   * @throws VibeException as {@link #connect}
   */
  public Connected primary() {
    return settled(choice());
  }

  /**
   * What an endpoint serves, in its order. Blocks for at most the limit for listings.
   *
   * @throws VibeException when it cannot be asked
   */
  public List<ServedModel> served(ModelChoice.Endpoint endpoint) {
    return connected(endpoint, "").model().served();
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
        List<ServedModel> served = listed(connected.model(), id);
        yield served.isEmpty() || ids(served).contains(id) ? connected : settled(chosen, served);
      }
      case WantedModel.AnyServed() -> anyServed(chosen);
    };
  }

  /** A gateway may serve a model without listing any; most then take any name. */
  private Connected anyServed(ModelChoice.Endpoint endpoint) {
    try {
      return settled(endpoint, connected(endpoint, "").model().served());
    } catch (VibeException e) {
      tellUnlisted(e, UNLISTED);
      return connected(endpoint, UNLISTED);
    }
  }

  /** Nothing where the endpoint has no list, which is told. */
  private List<ServedModel> listed(OpenAiModel model, String wanted) {
    try {
      return model.served();
    } catch (VibeException e) {
      tellUnlisted(e, wanted);
      return List.of();
    }
  }

  private void tellUnlisted(VibeException failure, String asked) {
    if (failure.problem().code() != ProblemCode.BAD_BASE_URL) {
      throw failure;
    }
    notices.accept(
        new Problem(
            ProblemCode.NO_MODEL_LIST,
            "the endpoint lists no models; asking it for \"" + asked + "\"",
            "",
            "--model NAME asks for another"));
  }

  private static List<String> ids(List<ServedModel> served) {
    return served.stream().map(ServedModel::id).toList();
  }

  /** What the list says of the chosen one holds from the first request on. */
  private Connected settled(ModelChoice.Endpoint endpoint, List<ServedModel> served) {
    ModelChoice.Endpoint settled = chosen(ModelResolver.settle(endpoint, ids(served), config));
    Connected connected =
        switch (settled.model()) {
          case WantedModel.Exactly(String id) -> connected(settled, id);
          case WantedModel.Preferably(String id) -> connected(settled, id);
          case WantedModel.AnyServed() ->
              throw new IllegalStateException("a settled endpoint has an id");
        };
    connected.model().heard(served);
    return connected;
  }

  private static ModelChoice.Endpoint chosen(ModelChoice choice) {
    return switch (choice) {
      case ModelChoice.Endpoint endpoint -> endpoint;
      case ModelChoice.NoModel(Problem problem) -> throw new VibeException(ExitCode.USAGE, problem);
    };
  }

  private Connected connected(ModelChoice.Endpoint endpoint, String id) {
    allowed.require(endpoint.baseUrl());
    ModelFacts facts = endpoint.facts();
    Capabilities known = new Capabilities(configuredContext(facts), facts.price(), facts.vision());
    EndpointSettings settings =
        EndpointSettings.of(
                endpoint.baseUrl() + query(revealed(endpoint.query())), key(endpoint), id)
            .withTemperature(temperature(facts))
            .withMaxOutputTokens(facts.maxOutputTokens())
            .withFields(facts.further().fields())
            .withHeaders(headers(endpoint))
            .withKnown(known)
            .withTransport(network.transport(endpoint.baseUrl()))
            .withCacheKey(sessionId)
            .withProfiles(
                new EndpointProfileStore.Folder(host.state().path().resolve("endpoints")));
    return new Connected(
        new OpenAiModel(settings, http, host.clock(), host.random()), usualContext(facts));
  }

  /** One that lets a request in is hidden as a key is; others, such as a version, are none. */
  private Map<String, String> headers(ModelChoice.Endpoint endpoint) {
    Map<String, String> headers = new TreeMap<>(revealed(endpoint.headers()));
    headers.putAll(revealed(endpoint.facts().further().headers()));
    headers.forEach(
        (name, value) -> {
          if (LETS_IN.matcher(name).find()) {
            hidden(value.substring(value.lastIndexOf(' ') + 1));
          }
        });
    return headers;
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

  /**
   * Reads the certificates that are configured.
   *
   * @throws VibeException (usage) when one cannot be used
   */
  public void readCertificates() {
    try {
      http.readCertificates();
    } catch (HttpFailure e) {
      throw new VibeException(
          ExitCode.USAGE,
          new Problem(
              ProblemCode.TLS_FAILED,
              "the certificates cannot be used",
              String.valueOf(e.getMessage()),
              "vibe config show --origin   shows where they are configured"),
          e);
    }
  }

  private KeySupplier key(ModelChoice.Endpoint endpoint) {
    return switch (endpoint.key()) {
      case KeySource.None none -> KeySupplier.NONE;
      case KeySource.Variable v -> reading(v);
      case KeySource.File f -> reading(f);
      case KeySource.Command c -> reading(c);
    };
  }

  /** What it reads is hidden from then on, before it is sent anywhere. */
  private KeySupplier reading(KeySource source) {
    return new KeySupplier(
        source.describe(),
        () ->
            hidden(
                new KeyReader(KeyReader.COMMAND_LIMIT, config.secretVariables())
                    .read(source)
                    .reveal()),
        KeyReader.notices(source));
  }

  private String hidden(String secret) {
    host.process().secrets().add(secret);
    return secret;
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
}
