package dev.vibe.config.model;

import dev.vibe.config.Config;
import dev.vibe.config.ConfigKey;
import dev.vibe.config.ConfigValue;
import dev.vibe.config.KeySource;
import dev.vibe.config.Layer;
import dev.vibe.config.Secret;
import dev.vibe.config.SettingType;
import dev.vibe.config.Settings;
import dev.vibe.config.model.KeyFinder.Lookup;
import dev.vibe.config.model.ModelChoice.Endpoint;
import dev.vibe.config.model.ModelChoice.NoModel;
import dev.vibe.config.model.WantedModel.AnyServed;
import dev.vibe.config.model.WantedModel.Exactly;
import dev.vibe.config.model.WantedModel.Preferably;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rules by which a configuration and an environment give an endpoint and a model. Pure but for the
 * probe, which is asked only when nothing else answers.
 */
public final class ModelResolver {

  private static final String WAYS =
      "vibe config init   or   export MISTRAL_API_KEY=…   or   vibe --base-url"
          + " http://127.0.0.1:8080/v1   or   ollama run devstral   or   vibe demo";

  private static final String LOOPBACK = "http://localhost";

  private final Config config;
  private final Map<String, String> environment;
  private final Probe probe;
  private final KeyFinder keys;
  private final FactFinder facts;

  public ModelResolver(Config config, Map<String, String> environment, Probe probe) {
    this.config = config;
    this.environment = environment;
    this.probe = probe;
    this.keys = new KeyFinder(config, environment);
    this.facts = new FactFinder(config);
  }

  /**
   * What is asked for.
   *
   * @param name as the user wrote it; empty when any model will do
   */
  private record Wish(String name, WantedModel model, String chosenBy) {

    static Wish any(String chosenBy) {
      return new Wish("", new AnyServed(), chosenBy);
    }

    Wish withId(String id) {
      return new Wish(name, new Exactly(id), chosenBy);
    }
  }

  /**
   * The first that answers: {@code --model} and {@code --base-url}; {@code VIBE_MODEL} and {@code
   * VIBE_BASE_URL}; {@code model} and {@code base_url} in a file; {@code MISTRAL_API_KEY}; {@code
   * OPENAI_BASE_URL}; a server on its usual loopback port.
   */
  public ModelChoice resolve() {
    Optional<ConfigValue> base = config.find(Settings.BASE_URL);
    Optional<ConfigValue> model = config.find(Settings.MODEL);
    if (base.isPresent() && (model.isEmpty() || replaces(base.get(), model.get()))) {
      String by = base.get().origin().describe();
      return at(base.get().text(), model.map(m -> ifServed(m.text(), by)).orElse(Wish.any(by)));
    }
    return model.map(wanted -> named(wanted, base)).orElseGet(() -> unnamed(Wish.any("")));
  }

  /** The model that was chosen for another endpoint, if this one has it too. */
  private Wish ifServed(String name, String by) {
    String id = wish(name, by).model() instanceof Exactly(String exact) ? exact : name;
    int slash = name.indexOf('/');
    boolean hasProvider =
        !config.names("models").contains(name) && slash > 0 && isProvider(name.substring(0, slash));
    return new Wish(name, new Preferably(hasProvider ? name.substring(slash + 1) : id), by);
  }

  /** A URL for this run makes a model that was chosen for another endpoint a mere preference. */
  private static boolean replaces(ConfigValue base, ConfigValue model) {
    return base.layer() != Layer.MANAGED && rung(base) > rung(model);
  }

  /** All files are one rung of the ladder, so that a user's URL keeps the system's model. */
  private static int rung(ConfigValue value) {
    return switch (value.layer()) {
      case BUILT_IN, SYSTEM, USER, LEARNED, PROJECT -> 0;
      case VARIABLE -> 1;
      case FLAG -> 2;
      case MANAGED -> 3;
    };
  }

  private ModelChoice named(ConfigValue model, Optional<ConfigValue> base) {
    Wish wish = wish(model.text(), model.origin().describe());
    boolean urlWins = base.isPresent() && rung(base.get()) > 0 && rung(base.get()) >= rung(model);
    if (urlWins) {
      return at(base.get().text(), wish);
    }
    return placed(wish, base);
  }

  /** The model behind a name of {@code fallback}. */
  public ModelChoice fallback(ModelChoice.Fallback wanted) {
    String by = config.find(Settings.FALLBACK).map(v -> v.origin().describe()).orElse("");
    ModelChoice found = placed(wish(wanted.name(), by), config.find(Settings.BASE_URL));
    return withinReach(found, wanted.chosen().baseUrl());
  }

  /** Offline, only the chosen host and this machine are left to go to. */
  private ModelChoice withinReach(ModelChoice found, String chosenUrl) {
    return found instanceof Endpoint there
            && config.isOffline()
            && !Urls.isLoopback(there.baseUrl())
            && !Urls.sameHost(there.baseUrl(), chosenUrl)
        ? new NoModel(
            new Problem(
                ProblemCode.OFFLINE,
                "not talking to " + there.baseUrl(),
                "offline, only the chosen endpoint's host and this machine are talked to ("
                    + origin("offline")
                    + ")",
                "leave --offline out"))
        : found;
  }

  private String origin(String setting) {
    return config
        .find(ConfigKey.of(setting))
        .map(value -> value.origin().describe())
        .orElse(setting);
  }

  /**
   * Every endpoint that the configuration or a key in the environment names, each once, the one in
   * effect first, whatever models are wanted there.
   */
  public List<ModelChoice> all() {
    ModelChoice inEffect = resolve();
    List<ModelChoice> all = new ArrayList<>(List.of(inEffect));
    Set<String> urls = new HashSet<>();
    if (inEffect instanceof Endpoint endpoint) {
      urls.add(endpoint.baseUrl());
    }
    List<ModelChoice> others = new ArrayList<>();
    config
        .find(Settings.BASE_URL)
        .ifPresent(base -> others.add(at(base.text(), Wish.any(base.origin().describe()))));
    Set<String> providers = new LinkedHashSet<>(config.names("providers"));
    if (hasKey(keys.forProvider(Settings.MISTRAL, providerUrl(Settings.MISTRAL)))) {
      providers.add(Settings.MISTRAL);
    }
    providers.stream()
        .filter(name -> name.equals(Settings.MISTRAL) || hasUrl(name))
        .forEach(name -> others.add(atProvider(name, Wish.any("provider " + name))));
    for (ModelChoice other : others) {
      switch (other) {
        case Endpoint there -> {
          if (urls.add(there.baseUrl())) {
            all.add(withinReach(there, inEffect instanceof Endpoint e ? e.baseUrl() : LOOPBACK));
          }
        }
        case NoModel none -> all.add(none);
      }
    }
    return all;
  }

  /**
   * Settles on one id, once the endpoint has been asked what it serves.
   *
   * @param served the ids it lists, in its order
   */
  public static ModelChoice settle(Endpoint endpoint, List<String> served, Config config) {
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

  private boolean hasUrl(String provider) {
    return config.find(ConfigKey.of("providers", provider, "base_url")).isPresent();
  }

  private static boolean hasKey(Lookup lookup) {
    return lookup instanceof Lookup.Found(KeySource key) && !(key instanceof KeySource.None);
  }

  private Wish wish(String name, String chosenBy) {
    String id =
        config.names("models").contains(name)
            ? config.find(ConfigKey.of("models", name, "id")).map(ConfigValue::text).orElse(name)
            : name;
    return new Wish(name, new Exactly(id), chosenBy);
  }

  /** Where its own table, its prefix or the base URL puts it. */
  private ModelChoice placed(Wish wish, Optional<ConfigValue> base) {
    String name = wish.name();
    boolean configured = config.names("models").contains(name);
    Optional<ConfigValue> provider =
        configured ? config.find(ConfigKey.of("models", name, "provider")) : Optional.empty();
    if (provider.isPresent()) {
      return atProvider(provider.get().text(), wish);
    }
    int slash = name.indexOf('/');
    if (!configured && slash > 0 && isProvider(name.substring(0, slash))) {
      return atProvider(name.substring(0, slash), wish.withId(name.substring(slash + 1)));
    }
    return base.isPresent() ? at(base.get().text(), wish) : unnamed(wish);
  }

  private boolean isProvider(String name) {
    return name.equals(Settings.MISTRAL) || config.names("providers").contains(name);
  }

  /** No endpoint is named: the first that the environment or this machine offers. */
  private ModelChoice unnamed(Wish wish) {
    Lookup mistral = keys.forProvider(Settings.MISTRAL, providerUrl(Settings.MISTRAL));
    if (!config.isLocalOnly()
        && hasKey(mistral)
        && mistral instanceof Lookup.Found(KeySource key)) {
      return atProvider(Settings.MISTRAL, reason(newest(wish), key.describe()));
    }
    String openAi = environment.getOrDefault("OPENAI_BASE_URL", "");
    if (!openAi.isEmpty() && !(config.isLocalOnly() && isElsewhere(openAi))) {
      return atOpenAi(openAi, wish);
    }
    Optional<LocalServer> server = LocalServerSearch.first(probe);
    if (server.isPresent()) {
      String found = server.get().name() + " on port " + server.get().port();
      return at(server.get().baseUrl(), reason(wish, found));
    }
    if (!config.isLocalOnly() && mistral instanceof Lookup.Missing(Problem problem)) {
      return new NoModel(problem);
    }
    return new NoModel(wish.name().isEmpty() || config.isLocalOnly() ? noModel() : noMistralKey());
  }

  private static boolean isElsewhere(String url) {
    return SettingType.BASE_URL
        .fromText(url)
        .filter(u -> !Urls.isLoopback(u.toString()))
        .isPresent();
  }

  private ModelChoice atOpenAi(String text, Wish wish) {
    Optional<Object> url = SettingType.BASE_URL.fromText(text);
    if (url.isEmpty()) {
      return new NoModel(
          new Problem(
              ProblemCode.CONFIG_VALUE,
              "OPENAI_BASE_URL needs " + SettingType.BASE_URL.expected(),
              "",
              "export OPENAI_BASE_URL=http://127.0.0.1:8080/v1"));
    }
    String id = environment.getOrDefault("OPENAI_MODEL", "");
    boolean any = wish.model() instanceof AnyServed && !id.isEmpty();
    Wish here = any ? new Wish(id, new Exactly(id), wish.chosenBy()) : wish;
    return at(url.get().toString(), reason(here, "env OPENAI_BASE_URL"));
  }

  private static Wish newest(Wish wish) {
    return wish.model() instanceof AnyServed
        ? new Wish("", new Preferably(ModelCatalog.NEWEST_DEVSTRAL), wish.chosenBy())
        : wish;
  }

  private static Wish reason(Wish wish, String reason) {
    return wish.chosenBy().isEmpty() ? new Wish(wish.name(), wish.model(), reason) : wish;
  }

  private ModelChoice at(String baseUrl, Wish wish) {
    return endpoint("", baseUrl, wish, keys.forUrl(baseUrl));
  }

  private ModelChoice atProvider(String provider, Wish wish) {
    String baseUrl = providerUrl(provider);
    return endpoint(provider, baseUrl, wish, keys.forProvider(provider, baseUrl));
  }

  private String providerUrl(String provider) {
    return config
        .find(ConfigKey.of("providers", provider, "base_url"))
        .map(ConfigValue::text)
        .orElse(ModelCatalog.MISTRAL_URL);
  }

  private ModelChoice endpoint(String provider, String baseUrl, Wish wish, Lookup lookup) {
    if (config.isLocalOnly() && !Urls.isLoopback(baseUrl)) {
      return new NoModel(leavesTheMachine(baseUrl));
    }
    return switch (lookup) {
      case Lookup.Missing(Problem problem) -> new NoModel(problem);
      case Lookup.Found(KeySource.None n) when Urls.sameServer(baseUrl, ModelCatalog.MISTRAL_URL) ->
          new NoModel(noMistralKey());
      case Lookup.Found(KeySource key) ->
          new Endpoint(
              provider,
              baseUrl,
              wish.model(),
              facts.facts(wish.name(), id(wish.model()), baseUrl),
              key,
              wish.chosenBy(),
              table(provider, "headers"),
              table(provider, "query"));
    };
  }

  private static String id(WantedModel model) {
    return switch (model) {
      case Exactly(String id) -> id;
      case Preferably(String id) -> id;
      case AnyServed() -> "";
    };
  }

  private Map<String, Secret> table(String provider, String name) {
    Map<String, Secret> entries = new HashMap<>();
    ConfigKey table = ConfigKey.of("providers", provider, name);
    for (ConfigKey key : config.keys()) {
      if (key.parts().size() == 4 && key.parts().subList(0, 3).equals(table.parts())) {
        config.find(key).ifPresent(v -> entries.put(key.last(), new Secret(v.text())));
      }
    }
    return entries;
  }

  private Problem leavesTheMachine(String baseUrl) {
    return new Problem(
        ProblemCode.LOCAL_ONLY,
        "not talking to " + baseUrl,
        "only endpoints on this machine are allowed (" + origin("local_only") + ")",
        "vibe --base-url http://127.0.0.1:8080/v1");
  }

  private Problem noMistralKey() {
    boolean withheld = config.find(Settings.API_KEY).isPresent();
    return KeyFinder.noKey(
        "for provider \"" + Settings.MISTRAL + "\"",
        "MISTRAL_API_KEY is unset"
            + (withheld ? "; VIBE_API_KEY goes only where VIBE_BASE_URL or base_url points" : ""),
        "MISTRAL_API_KEY");
  }

  private static Problem noModel() {
    String ports =
        LocalServer.USUAL.stream()
            .map(server -> String.valueOf(server.port()))
            .collect(Collectors.joining(", "));
    return new Problem(
        ProblemCode.NO_MODEL,
        "cannot start: no model to talk to",
        "no endpoint or key is set, and no local server answers on ports " + ports,
        WAYS);
  }
}
