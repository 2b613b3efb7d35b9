package dev.vibe.config.model;

import dev.vibe.config.Config;
import dev.vibe.config.ConfigKey;
import dev.vibe.config.ConfigValue;
import dev.vibe.config.Layer;
import dev.vibe.config.Secret;
import dev.vibe.config.model.ModelFacts.Context;
import dev.vibe.config.model.ModelFacts.Further;
import dev.vibe.config.model.ModelFacts.Temperature;
import dev.vibe.model.Price;
import dev.vibe.model.Vision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finder of the facts that the configuration and the built-in table hold of a model. */
final class FactFinder {

  /** What the makers of Devstral use for it; their advice ranges from 0.15 to 0.2. */
  private static final double DEVSTRAL_TEMPERATURE = 0.2;

  private final Config config;

  FactFinder(Config config) {
    this.config = config;
  }

  /**
   * The facts about a model.
   *
   * @param name of a table in {@code [models]}; if there is none, one with this {@code id} counts
   * @param id as the endpoint knows it
   */
  ModelFacts facts(String name, String id, String baseUrl) {
    String table = table(name, id);
    Optional<KnownModel> known = ModelCatalog.find(id);
    Context context =
        setting("context_tokens", table, "context")
            .<Context>map(v -> new Context.Configured((Integer) v.value()))
            .or(
                () ->
                    known
                        .filter(m -> m.context() > 0 && !Urls.isLoopback(baseUrl))
                        .map(FactFinder::usual))
            .orElseGet(Context.AskServer::new);
    Temperature temperature =
        setting("temperature", table, "temperature")
            .<Temperature>map(v -> new Temperature.Fixed((Double) v.value()))
            .orElseGet(
                () ->
                    ModelCatalog.isDevstral(id)
                        ? new Temperature.Fixed(DEVSTRAL_TEMPERATURE)
                        : new Temperature.ServerDefault());
    int output =
        setting("max_output_tokens", table, "max_output_tokens")
            .map(v -> (Integer) v.value())
            .orElse(0);
    return new ModelFacts(
        context,
        price(table, known, baseUrl),
        temperature,
        vision(table, known),
        output,
        further(table));
  }

  private Further further(String table) {
    List<String> request = key(table, "request").parts();
    Map<String, Object> fields = new HashMap<>();
    Map<String, Secret> headers = new HashMap<>();
    for (ConfigKey key : config.keys()) {
      if (key.parts().size() > request.size()
          && key.parts().subList(0, request.size()).equals(request)) {
        boolean isHeader = key.parts().size() > request.size() + 1;
        config
            .find(key)
            .ifPresent(
                value -> {
                  if (isHeader) {
                    headers.put(key.last(), new Secret(value.text()));
                  } else {
                    fields.put(key.last(), value.value());
                  }
                });
      }
    }
    return new Further(fields, headers);
  }

  private Vision vision(String table, Optional<KnownModel> known) {
    boolean wasMadeTo = known.filter(KnownModel::sees).isPresent();
    return config
        .find(key(table, "images"))
        .map(value -> (Boolean) value.value() ? Vision.SEES : Vision.BLIND)
        .orElse(wasMadeTo ? Vision.MADE_TO_SEE : Vision.UNKNOWN);
  }

  private String table(String name, String id) {
    if (config.names("models").contains(name)) {
      return name;
    }
    return config.names("models").stream()
        .filter(n -> config.find(key(n, "id")).filter(v -> v.text().equals(id)).isPresent())
        .findFirst()
        .orElse(name);
  }

  /** For this run (environment, flag, managed), then for this model, then for all models. */
  private Optional<ConfigValue> setting(String general, String table, String special) {
    Optional<ConfigValue> all = config.find(ConfigKey.of(general));
    return all.filter(value -> value.layer().compareTo(Layer.VARIABLE) >= 0)
        .or(() -> config.find(key(table, special)))
        .or(() -> all);
  }

  /** The published prices are those of Mistral's API; other hosts have their own. */
  private Price price(String table, Optional<KnownModel> known, String baseUrl) {
    Price published =
        known
            .filter(m -> Urls.sameServer(baseUrl, ModelCatalog.MISTRAL_URL))
            .map(KnownModel::price)
            .orElse(Price.UNKNOWN);
    Optional<Double> input = config.number(key(table, "price_in"));
    double cached = input.orElse(published.cachedInput());
    return new Price(
        input.orElse(published.input()),
        config.number(key(table, "price_out")).orElse(published.output()),
        config.number(key(table, "price_cached")).orElse(cached));
  }

  private static Context usual(KnownModel model) {
    return new Context.Usual(model.context());
  }

  private static ConfigKey key(String table, String name) {
    return ConfigKey.of("models", table, name);
  }
}
