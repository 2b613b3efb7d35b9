package dev.vibe.config.model;

import dev.vibe.config.Config;
import dev.vibe.config.ConfigKey;
import dev.vibe.config.ConfigValue;
import dev.vibe.model.Price;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Directory of models: the built-in table, extended and overruled by the configuration. */
public final class ModelDirectory {

  private final Config config;

  public ModelDirectory(Config config) {
    this.config = config;
  }

  /**
   * Entry of what is known of a model, wherever it runs.
   *
   * @param name configured or from the table; the id when it has none
   * @param ids that it goes by, the usual one first
   * @param provider the configured name of who serves it; empty when none is
   * @param context in tokens; 0 when unknown
   * @param price as configured or, if not, at Mistral's API
   * @param isPriced whether the price is known, which may also be nothing
   * @param licence empty when unknown
   * @param warning what a company has to know about the licence; empty when there is nothing
   * @param retired a date; empty while it is current
   * @param successor the id to use instead; empty when none is named
   * @param note what else there is to know; empty when there is nothing
   */
  public record Entry(
      String name,
      List<String> ids,
      String provider,
      int context,
      Price price,
      boolean isPriced,
      String licence,
      String warning,
      String retired,
      String successor,
      String note) {
    public Entry {
      ids = List.copyOf(ids);
    }
  }

  /** The configured ones, then those of the table. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (String name : config.names("models")) {
      entries.add(configured(name));
    }
    for (KnownModel model : ModelCatalog.all()) {
      entries.add(known(model));
    }
    return entries;
  }

  /** What is known of an id that neither names; hardly anything. */
  public static Entry unknown(String id) {
    return new Entry(id, List.of(id), "", 0, Price.UNKNOWN, false, "", "", "", "", "");
  }

  private Entry configured(String name) {
    String id = text(name, "id", name);
    Optional<KnownModel> known = ModelCatalog.find(id);
    Entry table = known.map(ModelDirectory::known).orElseGet(() -> unknown(id));
    double input = number(name, "price_in", table.price().input());
    boolean repriced = config.find(key(name, "price_in")).isPresent();
    double cached = repriced ? input : table.price().cachedInput();
    Price price =
        new Price(
            input,
            number(name, "price_out", table.price().output()),
            number(name, "price_cached", cached));
    String licence = text(name, "licence", table.licence());
    return new Entry(
        name,
        List.of(id),
        text(name, "provider", ""),
        config.find(key(name, "context")).map(v -> (Integer) v.value()).orElse(table.context()),
        price,
        table.isPriced() || repriced || !price.equals(Price.UNKNOWN),
        licence,
        licence.equals(table.licence()) ? table.warning() : "",
        text(name, "retired", table.retired()),
        text(name, "successor", table.successor()),
        table.note());
  }

  private static Entry known(KnownModel model) {
    List<String> ids = new ArrayList<>(model.ids());
    if (!model.weights().isEmpty()) {
      ids.add(model.weights());
    }
    return new Entry(
        model.name(),
        ids,
        "",
        model.context(),
        model.price(),
        true,
        model.licence(),
        model.licenceWarning(),
        model.retired(),
        model.successor(),
        model.note());
  }

  private String text(String model, String field, String otherwise) {
    return config.find(key(model, field)).map(ConfigValue::text).orElse(otherwise);
  }

  private double number(String model, String field, double otherwise) {
    return config.number(key(model, field)).orElse(otherwise);
  }

  private static ConfigKey key(String model, String field) {
    return ConfigKey.of("models", model, field);
  }
}
